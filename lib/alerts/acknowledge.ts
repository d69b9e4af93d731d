import "server-only";
import { storableText } from "@/lib/alertmanager/text-map";
import { appendAuditEntry } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { type Transaction, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import { type ErrorCode, PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeResult } from "./acknowledge-input";
import { acknowledgementEnd } from "./acknowledgement-end";
import { decide, type EpisodeFacts, type Refusal } from "./episode";
import { episodeSubject } from "./episode-entry";
import { lockEpisode } from "./episode-row";
import type { EpisodeView } from "./episode-view";
import { type IdempotentRequest, type StoredAnswer, storeAnswer, storedAnswer } from "./idempotent";
import { MAX_NOTE } from "./max-note";
import { toEpisodeView } from "./to-episode-view";

export interface AcknowledgeRequest {
  episodeId: string;
  note?: string | undefined;
  /** Refused with 412 when the episode has moved on since this version; null: whatever it is. */
  ifVersion: number | null;
  idempotencyKey: string | null;
}

/** What is stored under an idempotency key: a result, or the words of a refusal. */
type Answer =
  | { status: 200; response: AcknowledgeResult }
  | { status: 409 | 412; response: { code: ErrorCode; message: string; extra: Record<string, unknown> } };

/**
 * Makes the caller the owner of a firing episode; the first one wins. Repeating it is harmless. Throws 404, 409
 * (owned by another, or over), 412 (changed since `ifVersion`), 422 (key used for something else). A refusal is
 * recorded too. Needs alert:acknowledge, and a person: a machine cannot own an alert.
 */
export async function acknowledge(ctx: RequestContext, request: AcknowledgeRequest): Promise<AcknowledgeResult> {
  authorize(ctx.actor, "alert:acknowledge");
  const { actor } = ctx;
  if (actor.kind !== "user") throw new PortalError("forbidden", "Only a person can take an alert.");
  if (request.note !== undefined && request.note.length > MAX_NOTE)
    throw new PortalError("bad_request", `A note may have ${MAX_NOTE} characters.`);
  const answer = await retryOnConflict(() => transaction((tx) => acknowledgeOnce(tx, ctx, actor, request)));
  if (answer.status === 200) return answer.response;
  const { code, message, extra } = answer.response;
  throw new PortalError(code, message, extra);
}

async function acknowledgeOnce(
  tx: Transaction,
  ctx: RequestContext,
  actor: UserActor,
  { episodeId, note, ifVersion, idempotencyKey }: AcknowledgeRequest,
): Promise<Answer> {
  // The row's lock comes first: two requests with one key then meet here, and the second finds the first's answer.
  const row = await lockEpisode(tx, episodeId);
  if (!row) throw new PortalError("not_found", "There is no such alert.");
  const cleanNote = note?.trim() ? storableText(note.trim()) : null;
  const keyed: IdempotentRequest = {
    userId: actor.userId,
    key: idempotencyKey,
    request: { verb: "acknowledge", episodeId, note: cleanNote, ifVersion },
  };
  const earlier = await storedAnswer(tx, keyed);
  if (earlier) return earlier as Answer;
  const now = await databaseNow(tx);
  const expiresAt = acknowledgementEnd(row.severity, now);
  const claim = { userId: actor.userId, name: actor.name, note: cleanNote, expiresAt, ifVersion };
  const decision = decide(row.facts, { kind: "acknowledge", ...claim }, now);
  if (decision.kind === "refuse") {
    const answer = refusal(decision.reason, await viewOf(tx, episodeId));
    await record(tx, ctx, keyed, answer, { reason: decision.reason });
    return answer;
  }
  if (decision.kind === "change") await write(tx, episodeId, decision.next);
  const changed = decision.kind === "change";
  const answer: Answer = { status: 200, response: { changed, episode: await viewOf(tx, episodeId) } };
  if (changed)
    await record(tx, ctx, keyed, answer, { from: row.facts.state, version: decision.next.version, note: cleanNote });
  else await storeAnswer(tx, keyed, answer);
  return answer;
}

async function write(tx: Transaction, id: string, facts: EpisodeFacts): Promise<void> {
  const taken = facts.acknowledgement!;
  await tx.episode.update({
    where: { id },
    data: {
      state: facts.state,
      version: facts.version,
      acknowledgedAt: new Date(taken.at),
      acknowledgedById: taken.userId,
      acknowledgedBy: taken.name,
      note: taken.note,
      ackExpiresAt: taken.expiresAt === null ? null : new Date(taken.expiresAt),
      firstAckedAt: facts.firstAcknowledged && new Date(facts.firstAcknowledged.at),
      firstAckedById: facts.firstAcknowledged?.userId ?? null,
    },
  });
}

async function viewOf(tx: Transaction, id: string): Promise<EpisodeView> {
  return toEpisodeView(await tx.episode.findUniqueOrThrow({ where: { id } }));
}

async function record(
  tx: Transaction,
  ctx: RequestContext,
  keyed: IdempotentRequest,
  answer: StoredAnswer,
  detail: Record<string, string | number | null>,
): Promise<void> {
  await storeAnswer(tx, keyed, answer);
  await appendAuditEntry(tx, ctx, {
    action: "ALERT_ACKNOWLEDGED",
    outcome: answer.status === 200 ? "success" : "denied",
    subject: episodeSubject((keyed.request as { episodeId: string }).episodeId),
    detail,
  });
}

function refusal(reason: Refusal, episode: EpisodeView): Answer {
  switch (reason) {
    case "already_acked": {
      const extra = { reason, owner: episode.acknowledgedBy, at: episode.acknowledgedAt };
      return {
        status: 409,
        response: { code: "conflict", message: `${episode.acknowledgedBy} has this alert.`, extra },
      };
    }
    case "not_open":
    case "not_acked":
    case "not_owner":
      return { status: 409, response: { code: "conflict", message: "The alert is over.", extra: { reason } } };
    case "version": {
      const extra = { reason, version: episode.version };
      const message = "The alert has changed since you opened it: look again.";
      return { status: 412, response: { code: "precondition_failed", message, extra } };
    }
  }
}
