import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { CATALOGUE } from "./catalogue";
import { type CheckResultView, type DayRun, dayRunSchema } from "./day-view";
import { CHECK_STATUSES } from "./status";

/** The day's newest run, or the given version. Needs compliance:read; 404 when it was not run. */
export async function getDay(ctx: RequestContext, day: string, version?: number): Promise<DayRun> {
  authorize(ctx.actor, "compliance:read");
  const run = await findDay(day, version);
  if (!run) throw new PortalError("not_found", `The check of ${day} has not run${version ? ` ${version} times` : ""}.`);
  return run;
}

/** As `getDay`, but null when it was not run. */
export async function findRun(ctx: RequestContext, day: string, version?: number): Promise<DayRun | null> {
  authorize(ctx.actor, "compliance:read");
  return (await findDay(day, version)) ?? null;
}

/** As `getDay`, for verbs that did their own check; undefined when it was not run. */
export async function findDay(day: string, version?: number): Promise<DayRun | undefined> {
  const client = await db();
  const run = await client.complianceRun.findFirst({
    where: { day, version },
    orderBy: { version: "desc" },
    include: { results: true },
  });
  if (!run) return undefined;
  const versions = await client.complianceRun.count({ where: { day } });
  const entry = await client.auditEntry.findFirst({
    where: { subject: `compliance-run:${run.id}` },
    select: { seq: true },
  });
  const results = run.results.map((result) => ({
    ...result,
    measuredAt: result.measuredAt.toISOString(),
    ...title(result.checkId),
  }));
  return dayRunSchema.parse({
    ...run,
    versions,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    auditSeq: entry ? Number(entry.seq) : null,
    results: (results as CheckResultView[]).sort(byUrgency),
  });
}

function title(checkId: string): { title: string; controls: string[] } {
  const known = CATALOGUE.find((check) => check.id === checkId);
  return { title: known?.title ?? checkId, controls: [...(known?.controls ?? [])] };
}

/** What needs somebody comes first; then the catalogue's order. */
function byUrgency(a: CheckResultView, b: CheckResultView): number {
  const urgency = (result: CheckResultView) => CHECK_STATUSES.indexOf(result.status);
  return urgency(a) - urgency(b) || Number(a.checkId.slice(1)) - Number(b.checkId.slice(1));
}
