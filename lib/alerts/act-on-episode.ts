import "server-only";
import { storableText } from "@/lib/alertmanager/text-map";
import { appendAuditEntry } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { type Transaction, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { notifyChange } from "@/lib/db/notify";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import { PortalError } from "@/lib/errors";
import { queueMessages } from "@/lib/outbox/queue-messages";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeResult } from "./acknowledge-input";
import { entryOfAct, entryOfRefusal, type PersonChange } from "./act-entry";
import { type ActRefusal, actRefusal } from "./act-refusal";
import { decide, type EpisodeEvent } from "./episode";
import { type EpisodeRow, lockEpisode } from "./episode-row";
import type { EpisodeView } from "./episode-view";
import { type IdempotentRequest, storeAnswer, storedAnswer } from "./idempotent";
import { limitToRole } from "./limit-to-role";
import { MAX_NOTE } from "./max-note";
import { outboxChangesOf } from "./outbox-changes-of";
import { toEpisodeView } from "./to-episode-view";
import { updateChanged } from "./write-episodes";

const guard = guardFor("note", { queries: "keep" });

/** What every verb of a person takes. */
export interface EpisodeTarget {
  episodeId: string;
  idempotencyKey: string | null;
}

/** One thing that a person does to an episode. */
export interface EpisodeAct extends EpisodeTarget {
  verb: "acknowledge" | "take_over" | "unacknowledge" | "note";
  /** What the person wrote. */
  words?: string | undefined;
  /** Whatever else makes a retry the same request. */
  conditions: { ifVersion?: number | null; minutes?: number | undefined };
  /** Asked with the episode locked; `words` are null when there are none. */
  event(row: EpisodeRow, about: { person: UserActor; words: string | null; now: number }): EpisodeEvent;
}

/** What is kept under an idempotency key: a result, or the words of a refusal. */
type Answer = { status: 200; response: AcknowledgeResult } | ActRefusal;

/**
 * The one way in which a person changes an episode, from whichever screen: lock, earlier answer, decision, facts,
 * answer, messages, notice, ledger entry, in one transaction. A refusal is recorded and kept like a success. Throws 403, 404,
 * 409, 412, and 422 for a key that was used for something else. Needs alert:acknowledge, and a person.
 */
export async function actOnEpisode(ctx: RequestContext, act: EpisodeAct): Promise<AcknowledgeResult> {
  authorize(ctx.actor, "alert:acknowledge");
  const { actor } = ctx;
  if (actor.kind !== "user") throw new PortalError("forbidden", "Only a person can answer for an alert.");
  if (act.words !== undefined && act.words.length > MAX_NOTE)
    throw new PortalError("bad_request", `At most ${MAX_NOTE} characters are kept.`);
  const answer = await retryOnConflict(() => transaction((tx) => actOnce(tx, ctx, actor, act)));
  if (answer.status === 200) return answer.response;
  const { code, message, extra } = answer.response;
  throw new PortalError(code, message, extra);
}

async function actOnce(tx: Transaction, ctx: RequestContext, person: UserActor, act: EpisodeAct): Promise<Answer> {
  // The row's lock comes first: two requests with one key then meet here, and the second finds the first's answer.
  const row = await lockEpisode(tx, act.episodeId, person);
  if (!row) throw new PortalError("not_found", "There is no such alert.");
  const words = act.words?.trim() ? guard.text(storableText(act.words.trim())) : null;
  const keyed: IdempotentRequest = {
    userId: person.userId,
    key: act.idempotencyKey,
    request: { verb: act.verb, episodeId: row.id, note: words, ...act.conditions },
  };
  const earlier = await storedAnswer(tx, keyed);
  if (earlier) return asShownTo(person, earlier as Answer);
  const now = await databaseNow(tx);
  const decision = decide(row.facts, act.event(row, { person, words, now }), now);
  const change =
    decision.kind === "change" && decision.action !== null
      ? { row, facts: decision.next, action: decision.action }
      : null;
  if (change) await updateChanged(tx, [{ id: row.id, facts: change.facts, said: row.said }]);
  const episode = await viewOf(tx, row.id, person);
  const refused = decision.kind === "refuse" ? actRefusal(decision.reason, episode) : null;
  const answer: Answer = refused ?? { status: 200, response: { changed: change !== null, episode } };
  await storeAnswer(tx, keyed, answer);
  if (change) await queueMessages(tx, outboxChangesOf([stepOf(change)], person.name));
  if (change) await notifyChange(tx, "alerts");
  if (change) await appendAuditEntry(tx, ctx, entryOfAct(change, words));
  if (decision.kind === "refuse")
    await appendAuditEntry(tx, ctx, entryOfRefusal(row, ATTEMPT[act.verb], decision.reason));
  return answer;
}

function stepOf({ row, facts, action }: PersonChange) {
  return { episodeId: row.id, action, before: row.facts, after: facts };
}

/** The ledger's name for an attempt that was refused. */
const ATTEMPT = {
  acknowledge: "ALERT_ACKNOWLEDGED",
  take_over: "ALERT_TAKEN_OVER",
  unacknowledge: "ALERT_UNACKNOWLEDGED",
  note: "ALERT_NOTED",
} as const;

async function viewOf(tx: Transaction, id: string, person: UserActor): Promise<EpisodeView> {
  return limitToRole(toEpisodeView(await tx.episode.findUniqueOrThrow({ where: { id } })), person);
}

/** An earlier answer may have been given to the same person's browser, which is shown more than their token. */
function asShownTo(person: UserActor, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  const { episode } = answer.response;
  return { ...answer, response: { ...answer.response, episode: limitToRole(episode, person) } };
}
