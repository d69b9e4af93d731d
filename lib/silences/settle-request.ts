import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import { RECONCILE_JOB } from "@/lib/alertmanager/reconcile-job-name";
import { storableText } from "@/lib/alertmanager/text-map";
import { appendAuditEntry } from "@/lib/audit/append";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { type Transaction, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { notifyChange } from "@/lib/db/notify";
import { requestJob } from "@/lib/db/request-job";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import type { ErrorCode } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { requestSubject, silenceSubject } from "./silence-entry";

/** What became of a request. "lost": looked for later, and not there. "unknown": it may yet turn up. */
export type Outcome =
  | { kind: "done"; silenceId: string; alertmanager: string }
  | { kind: "failed"; failure: ErrorCode | "lost"; words: string }
  | { kind: "unknown"; words: string };

const ACTIONS = { create: "SILENCE_CREATED", extend: "SILENCE_EXTENDED", expire: "SILENCE_EXPIRED" } as const;

/**
 * Writes down what became of a request, with its entry in the ledger, once: whoever comes second changes nothing.
 * `later`: not by the process that asked, so the ledger names the portal and says for whom.
 */
export function settleRequest(
  ctx: RequestContext,
  request: SilenceRequest,
  outcome: Outcome,
  { later = false } = {},
): Promise<SilenceRequest> {
  return retryOnConflict(() => transaction((tx) => settle(tx, ctx, request, outcome, later)));
}

async function settle(
  tx: Transaction,
  ctx: RequestContext,
  request: SilenceRequest,
  outcome: Outcome,
  later: boolean,
): Promise<SilenceRequest> {
  // The lock comes first: of several that found out at once, only one may write it into the ledger.
  const [held] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state FROM silence_requests WHERE id = ${request.id}::uuid FOR UPDATE`;
  // Done is done: who read the request only after that would write it again.
  if (held?.state !== request.state || held.state === "done")
    return tx.silenceRequest.findUniqueOrThrow({ where: { id: request.id } });
  const data = columnsOf(outcome, new Date(await databaseNow(tx)));
  const settled = await tx.silenceRequest.update({ where: { id: request.id }, data });
  await notifyChange(tx, "silences");
  if (outcome.kind === "done") await requestJob(tx, RECONCILE_JOB);
  if (outcome.kind !== "unknown") await appendAuditEntry(tx, ctx, entryOf(request, outcome, later));
  return settled;
}

function columnsOf(outcome: Outcome, now: Date) {
  switch (outcome.kind) {
    case "done":
      return { state: "done", silenceId: outcome.silenceId, settledAt: now, failure: null, words: null };
    case "failed":
      return { state: "failed", settledAt: now, failure: outcome.failure, words: storableText(outcome.words) };
    case "unknown":
      // Nobody is at it any more: a retry may begin at once.
      return { attemptEndsAt: now, words: storableText(outcome.words) };
  }
}

function entryOf(
  request: SilenceRequest,
  outcome: Exclude<Outcome, { kind: "unknown" }>,
  later: boolean,
): NewAuditEntry {
  // By name and id: an address would not pass the ledger's guard.
  const requestedBy = later ? request.requestedBy.replace(/ <[^<>]*>$/, "") : undefined;
  const detail = { request: request.id, requestedBy, requestedById: later ? request.requestedById : undefined };
  if (outcome.kind === "failed")
    return {
      action: "SILENCE_FAILED",
      outcome: "failure",
      subject: request.silenceId === null ? requestSubject(request.id) : silenceSubject(request.silenceId),
      detail: { ...detail, kind: request.kind, words: storableText(outcome.words) },
    };
  return {
    action: ACTIONS[request.kind as keyof typeof ACTIONS],
    subject: silenceSubject(outcome.silenceId),
    detail: {
      ...detail,
      alertmanager: outcome.alertmanager,
      endsAt: request.endsAt?.toISOString(),
      reason: request.reason,
      // Alertmanager made a new one of it.
      replaces: request.silenceId !== null && request.silenceId !== outcome.silenceId ? request.silenceId : undefined,
    },
  };
}
