import "server-only";
import { createHash } from "node:crypto";
import { appendAuditEntry } from "@/lib/audit/append";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { authorize } from "@/lib/auth/authorize";
import { type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { CATALOGUE, type CheckDefinition } from "./catalogue";
import type { Check } from "./check";
import { MEASURED } from "./checks/measured";
import { dayBounds } from "./day";
import type { DayRun, RunDayInput } from "./day-view";
import { type Finding, unknown } from "./finding";
import { findDay } from "./get-day";
import { runCheck } from "./run-check";
import { countStatuses, rollUp } from "./status";

/** How long after the end of a day a momentary finding may still stand for it: the run at 00:15 UTC, and its repeats. */
const GRACE_MS = 86_400_000;
const CHECK_DEADLINE_MS = 60_000;

type Result = Finding & { checkId: string; measuredAt: Date };

/**
 * Runs the whole catalogue for a UTC day and stores the results as a new version; older versions stay. Needs
 * compliance:run; 400 for a day to come, 409 when somebody else's run became this version meanwhile.
 */
export async function runDay(ctx: RequestContext, day: string, input: RunDayInput = {}): Promise<DayRun> {
  authorize(ctx.actor, "compliance:run");
  const { start, end } = dayBounds(day);
  if (start > ctx.now.getTime()) throw new PortalError("bad_request", `${day} is in the future.`);
  const existing = input.version && (await findDay(day, input.version));
  if (existing) return existing;
  const startedAt = new Date();
  const results: Result[] = [];
  for (const definition of CATALOGUE) {
    const now = ctx.now.getTime() + (Date.now() - startedAt.getTime());
    const finding = await measure(definition, ctx, { day, late: now > end + GRACE_MS });
    results.push({ ...finding, checkId: definition.id, measuredAt: new Date() });
  }
  await transaction((tx) => store(tx, ctx, { day, startedAt, wanted: input.version }, results));
  const run = await findDay(day, input.version);
  if (!run) throw new Error("a run that was stored is not there");
  return run;
}

async function measure(
  definition: CheckDefinition,
  ctx: RequestContext,
  { day, late }: { day: string; late: boolean },
): Promise<Finding> {
  const check: Check | undefined = MEASURED.find((candidate) => candidate.id === definition.id);
  if (!check) return { ...unknown("NOT_MEASURED_YET", definition.nextStep), method: "derived" };
  if (late && check.holds === "moment")
    return unknown("MEASURED_TOO_LATE", "What is found today says nothing about that day.");
  return runCheck(check, ctx, day, CHECK_DEADLINE_MS);
}

async function store(
  tx: Transaction,
  ctx: RequestContext,
  { day, startedAt, wanted }: { day: string; startedAt: Date; wanted?: number },
  results: readonly Result[],
): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`compliance-run:${day}`}))::text`;
  const version = 1 + (await tx.complianceRun.count({ where: { day } }));
  if (wanted !== undefined && wanted !== version)
    throw new PortalError("conflict", `The next run of ${day} is version ${version}, not ${wanted}.`);
  const statuses = results.map((result) => result.status);
  const status = rollUp(statuses);
  const run = await tx.complianceRun.create({
    data: {
      day,
      version,
      status,
      startedAt,
      finishedAt: new Date(),
      startedBy: nameOf(ctx),
      results: { create: [...results] },
    },
  });
  await appendAuditEntry(tx, ctx, {
    action: "COMPLIANCE_CHECK_RUN",
    outcome: status === "fail" ? "failure" : "success",
    subject: { type: "compliance-run", id: run.id },
    detail: { day, version, status, counts: countStatuses(statuses), evidence: evidenceDigest(results) },
  });
}

/** Ties the rows to the ledger: whoever changes one cannot change this. */
export function evidenceDigest(results: readonly Result[]): string {
  const canonical = results.map(({ measuredAt, ...finding }) => ({ ...finding, measuredAt: measuredAt.toISOString() }));
  return createHash("sha256").update(canonicalJson(canonical)).digest("hex");
}

function nameOf({ actor }: RequestContext): string {
  return actor.kind === "anonymous" ? "anonymous" : actor.name;
}
