/**
 * The state machine of an episode: one continuous firing of one alert. Pure: every path (webhook, poll, person, job)
 * asks it, and writes what it decides. Times are epoch ms; `now` is the database's clock.
 */

export type EpisodeState = "firing" | "acknowledged" | "resolved";

export interface Acknowledgement {
  userId: string;
  name: string;
  at: number;
  note: string | null;
  /** When it runs out and the alert has no owner again; null: never. */
  expiresAt: number | null;
}

export interface EpisodeFacts {
  state: EpisodeState;
  /** The start that the delivery which opened it claimed, or an earlier one that a poll saw. */
  startsAt: number;
  /** When the source says it ended; for an open episode: a claim that was not believed (see sourceStale). */
  endsAt: number | null;
  lastSeenAt: number;
  resolvedAt: number | null;
  /** Kept after the episode ended: history shows who had it. */
  acknowledgement: Acknowledgement | null;
  /** The first acknowledgement of this episode, whatever became of it: written once. */
  firstAcknowledged: { userId: string; at: number } | null;
  /** How many acknowledgements ran out while it still fired. */
  expirations: number;
  /** Closed because polls no longer listed it, not because the source said so. */
  inferred: boolean;
  reopens: number;
  /** The source said "resolved" while it could not be trusted: kept open. */
  sourceStale: boolean;
  /** First of the healthy polls in a row that did not list it. */
  missingSince: number | null;
  /** When Alertmanager ends it by itself unless it hears of it again, as the last poll told; null: none told. */
  lapsesAt: number | null;
  /** Grows with every transition; what If-Match compares. */
  version: number;
}

export type EpisodeEvent =
  /** `confirmable`: Alertmanager answers, so that what only a webhook says can be asked at once. */
  | { kind: "fire"; startsAt: number; via: "webhook"; confirmable?: boolean }
  /**
   * `observedAt`: before Alertmanager was asked. What happened since then is newer than the answer. `toldAt`: when
   * Prometheus last told it; a peer that nobody speaks to goes on listing what burned before.
   */
  | { kind: "fire"; startsAt: number; via: "poll"; observedAt: number; toldAt: number; lapsesAt: number | null }
  | { kind: "resolve"; startsAt: number | null; endsAt: number | null; sourceHealthy: boolean }
  /** A healthy poll of every Alertmanager did not list the alert. */
  | { kind: "missing"; observedAt: number }
  | ({ kind: "acknowledge" | "take_over" } & Claim)
  /** `mayRelease`: the person may also release what others own. */
  | { kind: "unacknowledge"; userId: string; mayRelease: boolean; ifVersion: number | null }
  /** A person says something about it, whatever its state. */
  | { kind: "note" }
  /** The clock passed the end of the acknowledgement. */
  | { kind: "expire" }
  /** The same alert began to fire with a worse severity: whoever took the milder one did not take this. */
  | { kind: "worsen" };

/** A person says: mine. */
export interface Claim {
  userId: string;
  name: string;
  note: string | null;
  expiresAt: number | null;
  ifVersion: number | null;
}

export type TransitionAction =
  | "EPISODE_REOPENED"
  | "EPISODE_RESOLVED"
  | "EPISODE_RESOLVE_HELD"
  | "EPISODE_WORSENED"
  | "ALERT_ACKNOWLEDGED"
  | "ALERT_TAKEN_OVER"
  | "ALERT_UNACKNOWLEDGED"
  | "ALERT_NOTED"
  | "ACKNOWLEDGEMENT_EXPIRED";

export type Refusal = "already_acked" | "not_open" | "not_acked" | "not_owner" | "version";

export type Decision =
  /** A new episode, with nobody's name on it. */
  | { kind: "open"; next: EpisodeFacts }
  /** `action` names the ledger entry of a transition; null when only a sighting is noted. */
  | { kind: "change"; next: EpisodeFacts; action: TransitionAction | null }
  | { kind: "ignore"; reason: "stale" | "unconfirmed" | "older_episode" | "not_open" | "no_op" }
  | { kind: "refuse"; reason: Refusal };

const MINUTE = 60_000;
/** A firing with an old start this soon after the end is a late delivery of the same episode, not a replay. */
export const REOPEN_WINDOW_MS = 15 * MINUTE;
/** A first firing with a start older than this may be a replay of an old delivery. */
export const OLD_START_MS = 60 * MINUTE;
/** How long healthy polls must go on missing an alert before it counts as over. */
export const MISSING_WINDOW_MS = 5 * MINUTE;
/** The same after an end that was not believed: a Prometheus that is back counts a rule's `for` again, up to 10 minutes. */
const HELD_WINDOW_MS = 15 * MINUTE;

/** What becomes of the latest episode of an identity (null: it never fired) when `event` happens. */
export function decide(episode: EpisodeFacts | null, event: EpisodeEvent, now: number): Decision {
  switch (event.kind) {
    case "fire":
      return fire(episode, event, now);
    case "resolve":
      return resolve(episode, event, now);
    case "missing":
      return miss(episode, event, now);
    case "acknowledge":
      return acknowledge(episode, event, now);
    case "take_over":
      return takeOver(episode, event, now);
    case "unacknowledge":
      return unacknowledge(episode, event);
    case "note":
      return episode ? change(episode, "ALERT_NOTED") : { kind: "refuse", reason: "not_open" };
    case "expire":
      return expire(episode, now);
    case "worsen":
      return worsen(episode);
  }
}

function fire(episode: EpisodeFacts | null, event: EpisodeEvent & { kind: "fire" }, now: number): Decision {
  if (!episode) return begin(event, now);
  const seen = { lastSeenAt: now, missingSince: null, sourceStale: false, endsAt: null };
  const polled = event.via === "poll" ? event.lapsesAt : null;
  if (episode.state !== "resolved") {
    const lapsesAt = polled ?? episode.lapsesAt;
    return change({ ...episode, ...seen, lapsesAt, startsAt: earliestStart(episode, event) }, null);
  }
  const ended = episode.resolvedAt ?? now;
  if (event.via === "poll" && event.observedAt <= ended) return { kind: "ignore", reason: "stale" };
  if (event.startsAt > (episode.endsAt ?? ended) && event.startsAt !== episode.startsAt) return begin(event, now);
  if (event.via === "webhook" && now - ended > REOPEN_WINDOW_MS) return { kind: "ignore", reason: "stale" };
  const reopened: EpisodeFacts = {
    ...episode,
    ...seen,
    lapsesAt: polled,
    state: episode.acknowledgement ? "acknowledged" : "firing",
    resolvedAt: null,
    inferred: false,
    reopens: episode.reopens + 1,
  };
  return transition(reopened, "EPISODE_REOPENED");
}

/** An old start that only a webhook tells of waits for Alertmanager's own word, when that can be had within seconds. */
function begin(event: EpisodeEvent & { kind: "fire" }, now: number): Decision {
  const replayable = event.via === "webhook" && event.confirmable === true && now - event.startsAt > OLD_START_MS;
  return replayable ? { kind: "ignore", reason: "unconfirmed" } : open(event, now);
}

/**
 * Only what Prometheus told since it began may move the start back: a webhook may be a late one of the episode before, a
 * peer may still list it, and with that one's start this episode would believe that one's end.
 */
function earliestStart(episode: EpisodeFacts, event: EpisodeEvent & { kind: "fire" }): number {
  if (event.via === "webhook" || event.toldAt < episode.startsAt) return episode.startsAt;
  return Math.min(episode.startsAt, event.startsAt);
}

function resolve(episode: EpisodeFacts | null, event: EpisodeEvent & { kind: "resolve" }, now: number): Decision {
  if (!episode || episode.state === "resolved") return { kind: "ignore", reason: "not_open" };
  const isOlder = [event.startsAt, event.endsAt].some((time) => time !== null && time < episode.startsAt);
  if (isOlder) return { kind: "ignore", reason: "older_episode" };
  const endsAt = Math.min(event.endsAt ?? now, now);
  if (!event.sourceHealthy || isLapse(episode, event.endsAt ?? now)) {
    if (episode.sourceStale) return { kind: "ignore", reason: "no_op" };
    return change({ ...episode, endsAt, sourceStale: true }, "EPISODE_RESOLVE_HELD");
  }
  return transition({ ...episode, ...closed(now), endsAt, inferred: false }, "EPISODE_RESOLVED");
}

/**
 * Whether it ended only because nobody spoke of it any more: Prometheus died, or started anew and counts its `for` again.
 * An end that Prometheus tells of is earlier than the one Alertmanager was to make by itself.
 */
function isLapse({ lapsesAt }: EpisodeFacts, endsAt: number): boolean {
  return lapsesAt !== null && endsAt >= lapsesAt;
}

function miss(episode: EpisodeFacts | null, event: EpisodeEvent & { kind: "missing" }, now: number): Decision {
  if (!episode || episode.state === "resolved") return { kind: "ignore", reason: "not_open" };
  if (episode.lastSeenAt >= event.observedAt) return { kind: "ignore", reason: "stale" };
  const { observedAt } = event;
  if (episode.missingSince === null) return change({ ...episode, missingSince: observedAt }, null);
  const window = episode.sourceStale ? HELD_WINDOW_MS : MISSING_WINDOW_MS;
  if (observedAt - episode.missingSince < window) return { kind: "ignore", reason: "no_op" };
  const endsAt = episode.endsAt ?? episode.missingSince;
  return transition({ ...episode, ...closed(now), endsAt, inferred: true }, "EPISODE_RESOLVED");
}

function acknowledge(episode: EpisodeFacts | null, claim: Claim, now: number): Decision {
  if (!episode || episode.state === "resolved") return { kind: "refuse", reason: "not_open" };
  if (episode.state === "acknowledged") {
    if (episode.acknowledgement?.userId === claim.userId) return { kind: "ignore", reason: "no_op" };
    return { kind: "refuse", reason: "already_acked" };
  }
  if (isStale(episode, claim)) return { kind: "refuse", reason: "version" };
  return transition(claimed(episode, claim, now), "ALERT_ACKNOWLEDGED");
}

/** Of an alert without an owner it is an acknowledgement; of one's own it is nothing. */
function takeOver(episode: EpisodeFacts | null, claim: Claim, now: number): Decision {
  const owned = episode?.state === "acknowledged" && episode.acknowledgement?.userId !== claim.userId;
  if (!episode || !owned) return acknowledge(episode, claim, now);
  if (isStale(episode, claim)) return { kind: "refuse", reason: "version" };
  return transition(claimed(episode, claim, now), "ALERT_TAKEN_OVER");
}

function unacknowledge(episode: EpisodeFacts | null, event: EpisodeEvent & { kind: "unacknowledge" }): Decision {
  if (!episode || episode.state === "resolved") return { kind: "refuse", reason: "not_open" };
  if (episode.state === "firing") return { kind: "refuse", reason: "not_acked" };
  if (episode.acknowledgement?.userId !== event.userId && !event.mayRelease)
    return { kind: "refuse", reason: "not_owner" };
  if (isStale(episode, event)) return { kind: "refuse", reason: "version" };
  return transition(released(episode), "ALERT_UNACKNOWLEDGED");
}

function expire(episode: EpisodeFacts | null, now: number): Decision {
  if (episode?.state !== "acknowledged") return { kind: "ignore", reason: "not_open" };
  const end = episode.acknowledgement?.expiresAt ?? null;
  // Another replica, or a renewed acknowledgement, came first.
  if (end === null || end > now) return { kind: "ignore", reason: "no_op" };
  return transition({ ...released(episode), expirations: episode.expirations + 1 }, "ACKNOWLEDGEMENT_EXPIRED");
}

function worsen(episode: EpisodeFacts | null): Decision {
  if (episode?.state !== "acknowledged") return { kind: "ignore", reason: "no_op" };
  return transition(released(episode), "EPISODE_WORSENED");
}

function isStale(episode: EpisodeFacts, { ifVersion }: { ifVersion: number | null }): boolean {
  return ifVersion !== null && ifVersion !== episode.version;
}

function claimed(episode: EpisodeFacts, { userId, name, note, expiresAt }: Claim, now: number): EpisodeFacts {
  return {
    ...episode,
    state: "acknowledged",
    acknowledgement: { userId, name, note, at: now, expiresAt },
    firstAcknowledged: episode.firstAcknowledged ?? { userId, at: now },
  };
}

function released(episode: EpisodeFacts): EpisodeFacts {
  return { ...episode, state: "firing", acknowledgement: null };
}

function open(event: EpisodeEvent & { kind: "fire" }, now: number): Decision {
  const next: EpisodeFacts = {
    state: "firing",
    startsAt: event.startsAt,
    endsAt: null,
    lastSeenAt: now,
    resolvedAt: null,
    acknowledgement: null,
    firstAcknowledged: null,
    expirations: 0,
    inferred: false,
    reopens: 0,
    sourceStale: false,
    missingSince: null,
    lapsesAt: event.via === "poll" ? event.lapsesAt : null,
    version: 1,
  };
  return { kind: "open", next };
}

function closed(now: number) {
  return { state: "resolved", resolvedAt: now, missingSince: null, sourceStale: false } as const;
}

function change(next: EpisodeFacts, action: TransitionAction | null): Decision {
  return { kind: "change", next, action };
}

function transition(next: EpisodeFacts, action: TransitionAction): Decision {
  return { kind: "change", next: { ...next, version: next.version + 1 }, action };
}
