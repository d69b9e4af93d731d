import type { EpisodeEvent, EpisodeState } from "@/lib/alerts/episode";

/** One continuous firing as the contract describes it. Written from its table, not from the code. */
export interface ReferenceEpisode {
  state: EpisodeState;
  start: number;
  /** What the source says of the end: a fact once it is over, before that a claim nobody believed. */
  end: number | null;
  over: number | null;
  seen: number;
  owner: { who: string; since: number; until: number | null } | null;
  firstOwner: { who: string; since: number } | null;
  lapses: number;
  inferred: boolean;
  reopened: number;
  doubted: boolean;
  absentFrom: number | null;
  /** When Alertmanager was to end it by itself, as it last said. */
  runsOut: number | null;
  version: number;
}

/** "opened", the ledger's word for a transition, "noted" (a sighting), "ignored", or "refused: why". */
export type Verdict = string;

/** A note changes nothing that the table knows. */
type Kind = Exclude<EpisodeEvent["kind"], "note">;
type TableEvent = EpisodeEvent & { kind: Kind };
type Cell<K extends Kind> = (one: ReferenceEpisode, event: EpisodeEvent & { kind: K }, now: number) => Verdict;
type Row = { [K in Kind]: Cell<K> };

const MINUTES = 60_000;

/** All episodes of one alert, oldest first, and the table that moves them. */
export function referenceEpisodes() {
  const all: ReferenceEpisode[] = [];

  function opened(event: EpisodeEvent & { kind: "fire" }, now: number): Verdict {
    all.push({
      state: "firing",
      start: event.startsAt,
      end: null,
      over: null,
      seen: now,
      owner: null,
      firstOwner: null,
      lapses: 0,
      inferred: false,
      reopened: 0,
      doubted: false,
      absentFrom: null,
      runsOut: event.via === "poll" ? event.lapsesAt : null,
      version: 1,
    });
    return "opened";
  }

  function sighted(one: ReferenceEpisode, now: number): void {
    Object.assign(one, { seen: now, end: null, doubted: false, absentFrom: null });
  }

  /** startsAt = min, of what Prometheus told since; a late webhook, and a peer it left, tell of the episode before. */
  const touched: Cell<"fire"> = (one, event, now) => {
    if (event.via === "poll" && event.toldAt >= one.start) one.start = Math.min(one.start, event.startsAt);
    if (event.via === "poll" && event.lapsesAt !== null) one.runsOut = event.lapsesAt;
    sighted(one, now);
    return "noted";
  };

  function transition(one: ReferenceEpisode, action: string, change: Partial<ReferenceEpisode>): Verdict {
    Object.assign(one, change, { version: one.version + 1 });
    return action;
  }

  const ended: Cell<"resolve"> = (one, { startsAt, endsAt, sourceHealthy }, now) => {
    const isOlder = [startsAt, endsAt].some((time) => time !== null && time < one.start);
    if (isOlder) return "ignored";
    const end = endsAt === null || endsAt > now ? now : endsAt;
    const ranOut = one.runsOut !== null && one.runsOut <= (endsAt ?? now);
    if (sourceHealthy && !ranOut)
      return transition(one, "EPISODE_RESOLVED", {
        state: "resolved",
        end,
        over: now,
        inferred: false,
        doubted: false,
        absentFrom: null,
      });
    if (one.doubted) return "ignored";
    one.doubted = true;
    one.end = end;
    return "EPISODE_RESOLVE_HELD";
  };

  const absent: Cell<"missing"> = (one, { observedAt }, now) => {
    if (one.seen >= observedAt) return "ignored";
    if (one.absentFrom === null) {
      one.absentFrom = observedAt;
      return "noted";
    }
    if (observedAt < one.absentFrom + (one.doubted ? 15 : 5) * MINUTES) return "ignored";
    const end = one.end ?? one.absentFrom;
    const rest = { over: now, inferred: true, doubted: false, absentFrom: null } as const;
    return transition(one, "EPISODE_RESOLVED", { state: "resolved", end, ...rest });
  };

  const again: Cell<"fire"> = (one, event, now) => {
    const over = one.over!;
    if (event.via === "poll" && event.observedAt <= over) return "ignored";
    if (event.startsAt > one.end! && event.startsAt !== one.start) return opened(event, now);
    if (event.via === "webhook" && now > over + 15 * MINUTES) return "ignored";
    sighted(one, now);
    one.runsOut = event.via === "poll" ? event.lapsesAt : null;
    const state = one.owner === null ? "firing" : "acknowledged";
    return transition(one, "EPISODE_REOPENED", { state, over: null, inferred: false, reopened: one.reopened + 1 });
  };

  const current = (one: ReferenceEpisode, { ifVersion }: { ifVersion: number | null }) =>
    ifVersion === null || ifVersion === one.version;

  const taken =
    (action: string): Cell<"acknowledge" | "take_over"> =>
    (one, event, now) => {
      if (!current(one, event)) return "refused: version";
      one.firstOwner ??= { who: event.userId, since: now };
      return transition(one, action, {
        state: "acknowledged",
        owner: { who: event.userId, since: now, until: event.expiresAt },
      });
    };
  const own = (one: ReferenceEpisode, userId: string) => one.owner?.who === userId;
  const free = { state: "firing", owner: null } as const;
  const refused = (reason: string) => () => `refused: ${reason}`;
  const ignored = () => "ignored";

  const table: Record<EpisodeState, Row> = {
    firing: {
      fire: touched,
      resolve: ended,
      missing: absent,
      acknowledge: taken("ALERT_ACKNOWLEDGED"),
      take_over: taken("ALERT_ACKNOWLEDGED"),
      unacknowledge: refused("not_acked"),
      expire: ignored,
      worsen: ignored,
    },
    acknowledged: {
      fire: touched,
      resolve: ended,
      missing: absent,
      acknowledge: (one, { userId }) => (own(one, userId) ? "ignored" : "refused: already_acked"),
      take_over: (one, event, now) => (own(one, event.userId) ? "ignored" : taken("ALERT_TAKEN_OVER")(one, event, now)),
      unacknowledge: (one, event) => {
        if (!own(one, event.userId) && !event.mayRelease) return "refused: not_owner";
        return current(one, event) ? transition(one, "ALERT_UNACKNOWLEDGED", free) : "refused: version";
      },
      expire: (one, _event, now) =>
        one.owner?.until != null && now >= one.owner.until
          ? transition(one, "ACKNOWLEDGEMENT_EXPIRED", { ...free, lapses: one.lapses + 1 })
          : "ignored",
      worsen: (one) => transition(one, "EPISODE_WORSENED", free),
    },
    resolved: {
      fire: again,
      resolve: ignored,
      missing: ignored,
      acknowledge: refused("not_open"),
      take_over: refused("not_open"),
      unacknowledge: refused("not_open"),
      expire: ignored,
      worsen: ignored,
    },
  };

  function happen(event: TableEvent, now: number): Verdict {
    const one = all.at(-1);
    if (one) return (table[one.state][event.kind] as Cell<Kind>)(one, event, now);
    if (event.kind === "fire") return opened(event, now);
    return ["acknowledge", "take_over", "unacknowledge"].includes(event.kind) ? "refused: not_open" : "ignored";
  }
  return { all, happen };
}
