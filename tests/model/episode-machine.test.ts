import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { test } from "vitest";
import { decide, type EpisodeEvent, type EpisodeFacts } from "@/lib/alerts/episode";
import { must } from "./must";
import { type ReferenceEpisode, referenceEpisodes, type Verdict } from "./reference-episodes";
import { seeded } from "./seeded";

const T0 = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

/** Times around the moment, on a coarse grid, so that late, early and equal ones all occur. */
const offset = fc.integer({ min: -80, max: 8 }).map((halves) => halves * (MINUTE / 2));
const lag = fc.constantFrom(0, 1, 5_000, MINUTE, 6 * MINUTE);
const version = fc.constantFrom<Version>("current", "none", "older", "newer");
const userId = fc.constantFrom("ann", "ben", "eve");

type Version = "current" | "none" | "older" | "newer";

type Step =
  | { kind: "fire"; by: number; lag: number | null; told: number; lasts: number | null }
  | { kind: "resolve"; start: number | null; end: number | null; sourceHealthy: boolean }
  | { kind: "missing"; lag: number }
  | { kind: "acknowledge" | "take_over"; userId: string; version: Version; lasts: number | null }
  | { kind: "unacknowledge"; userId: string; version: Version; mayRelease: boolean }
  | { kind: "expire" | "worsen" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant("fire" as const),
      by: offset,
      lag: fc.option(lag),
      told: lag,
      lasts: fc.option(fc.constantFrom(0, MINUTE, 4 * MINUTE)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("resolve" as const),
      start: fc.option(offset),
      end: fc.option(offset),
      sourceHealthy: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("missing" as const), lag }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("acknowledge" as const, "take_over" as const),
      userId,
      version,
      lasts: fc.option(fc.constantFrom(5 * MINUTE, 60 * MINUTE)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("unacknowledge" as const), userId, version, mayRelease: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("expire" as const, "worsen" as const) }) },
);

function eventOf(one: Step, now: number, current: number): EpisodeEvent & { kind: Step["kind"] } {
  switch (one.kind) {
    case "fire": {
      if (one.lag === null) return { kind: "fire", startsAt: now + one.by, via: "webhook" };
      const observedAt = now - one.lag;
      const lapsesAt = one.lasts === null ? null : observedAt + one.lasts;
      const startsAt = observedAt + Math.min(one.by, 0);
      return { kind: "fire", startsAt, via: "poll", observedAt, toldAt: observedAt - one.told, lapsesAt };
    }
    case "resolve": {
      const at = (by: number | null) => (by === null ? null : now + by);
      return { kind: "resolve", startsAt: at(one.start), endsAt: at(one.end), sourceHealthy: one.sourceHealthy };
    }
    case "missing":
      return { kind: "missing", observedAt: now - one.lag };
    case "unacknowledge": {
      const { kind, mayRelease } = one;
      return { kind, userId: one.userId, mayRelease, ifVersion: ifVersion(one.version, current) };
    }
    case "expire":
    case "worsen":
      return { kind: one.kind };
    default: {
      const expiresAt = one.lasts === null ? null : now + one.lasts;
      const who = { userId: one.userId, name: one.userId, note: null };
      return { kind: one.kind, ...who, expiresAt, ifVersion: ifVersion(one.version, current) };
    }
  }
}

function ifVersion(which: Version, current: number): number | null {
  return { current, none: null, older: current - 1, newer: current + 1 }[which];
}

const history = fc.array(
  fc.record({ wait: fc.constantFrom(1, 1, 30_000, MINUTE, 3 * MINUTE, 5 * MINUTE, 20 * MINUTE), step }),
  { minLength: 1, maxLength: 80, size: "max" },
);

test("any history of events: the machine does what the contract's table says", () => {
  fc.assert(
    fc.property(history, (steps) => {
      const reference = referenceEpisodes();
      const episodes: EpisodeFacts[] = [];
      let now = T0;
      for (const { wait, step: one } of steps) {
        now += wait;
        const happens = eventOf(one, now, episodes.at(-1)?.version ?? 1);
        const verdict = apply(episodes, happens, now);
        const expected = reference.happen(happens, now);
        const same = isDeepStrictEqual(episodes.map(seen), reference.all);
        must(verdict === expected && same, "not what the table says", happens, { verdict, expected });
      }
    }),
    seeded("machine against its table", { runs: 3_000, seconds: 30 }),
  );
});

function apply(episodes: EpisodeFacts[], happens: EpisodeEvent, now: number): Verdict {
  const decision = decide(episodes.at(-1) ?? null, happens, now);
  switch (decision.kind) {
    case "open":
      episodes.push(decision.next);
      return "opened";
    case "change":
      episodes[episodes.length - 1] = decision.next;
      return decision.action ?? "noted";
    case "ignore":
      return "ignored";
    case "refuse":
      return `refused: ${decision.reason}`;
  }
}

function seen(one: EpisodeFacts): ReferenceEpisode {
  return {
    state: one.state,
    start: one.startsAt,
    end: one.endsAt,
    over: one.resolvedAt,
    seen: one.lastSeenAt,
    owner: one.acknowledgement && {
      who: one.acknowledgement.userId,
      since: one.acknowledgement.at,
      until: one.acknowledgement.expiresAt,
    },
    firstOwner: one.firstAcknowledged && { who: one.firstAcknowledged.userId, since: one.firstAcknowledged.at },
    lapses: one.expirations,
    inferred: one.inferred,
    reopened: one.reopens,
    doubted: one.sourceStale,
    absentFrom: one.missingSince,
    runsOut: one.lapsesAt,
    version: one.version,
  };
}
