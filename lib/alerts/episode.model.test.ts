import fc from "fast-check";
import { expect, test } from "vitest";
import { type Decision, decide, type EpisodeEvent, type EpisodeFacts } from "./episode";

/** Latest episode of one alert, with every one before it; what a database would hold. */
interface World {
  now: number;
  episodes: EpisodeFacts[];
  /** Accepted transitions: what the ledger would hold. */
  entries: string[];
}

const T0 = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

/** Times around the moment, so that late, early and equal ones all occur. */
const offset = fc.integer({ min: -40, max: 2 }).map((minutes) => minutes * MINUTE);
const user = fc.constantFrom("ann", "ben", "eve");

type Step =
  | { advance: number }
  | { fire: number; via: "webhook" | "poll"; lag: number }
  | { resolve: number; end: number | null; healthy: boolean }
  | { missing: number }
  | { ack: string; version: "current" | "none" | "stale" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ advance: fc.integer({ min: 0, max: 20 }).map((minutes) => minutes * MINUTE + 1) }),
  fc.record({ fire: offset, via: fc.constantFrom("webhook" as const, "poll" as const), lag: fc.nat(90_000) }),
  fc.record({ resolve: offset, end: fc.option(offset), healthy: fc.boolean() }),
  fc.record({ missing: fc.nat(90_000) }),
  fc.record({ ack: user, version: fc.constantFrom("current" as const, "none" as const, "stale" as const) }),
);

function eventOf(step: Exclude<Step, { advance: number }>, world: World): EpisodeEvent {
  const { now } = world;
  if ("fire" in step) {
    const startsAt = now + Math.min(step.fire, 0);
    return step.via === "poll"
      ? { kind: "fire", startsAt, via: "poll", observedAt: now - step.lag }
      : { kind: "fire", startsAt, via: "webhook" };
  }
  if ("resolve" in step)
    return {
      kind: "resolve",
      startsAt: now + step.resolve,
      endsAt: step.end === null ? null : now + step.end,
      sourceHealthy: step.healthy,
    };
  if ("missing" in step) return { kind: "missing", observedAt: now - step.missing };
  const version = world.episodes.at(-1)?.version ?? 1;
  const ifVersion = step.version === "none" ? null : step.version === "current" ? version : version - 1;
  return { kind: "acknowledge", userId: step.ack, name: step.ack, note: null, expiresAt: null, ifVersion };
}

function apply(world: World, decision: Decision): void {
  if (decision.kind === "open") {
    world.episodes.push(decision.next);
    world.entries.push("EPISODE_OPENED");
  }
  if (decision.kind === "change") {
    world.episodes[world.episodes.length - 1] = decision.next;
    if (decision.action) world.entries.push(decision.action);
  }
}

/** What must hold of every single step, whatever came before. */
function checkStep(before: EpisodeFacts | null, event: EpisodeEvent, decision: Decision, now: number): void {
  if (decision.kind === "open") {
    expect(before === null || before.state === "resolved", "I1 a second open episode").toBe(true);
    expect(decision.next, "I2 a new episode with an owner").toMatchObject({ state: "firing", acknowledgement: null });
    expect(event.kind).toBe("fire");
    return;
  }
  if (decision.kind !== "change" || !before) return;
  const { next, action } = decision;
  if (action === null || action === "EPISODE_RESOLVE_HELD") {
    expect(next.version, "I7 a sighting moved the version").toBe(before.version);
    expect(next.state).toBe(before.state);
    expect(next.acknowledgement, "a sighting touched the acknowledgement").toEqual(before.acknowledgement);
  } else expect(next.version, "I7 a transition without a new version").toBe(before.version + 1);
  if (before.acknowledgement) expect(next.acknowledgement, "I6 the owner changed").toEqual(before.acknowledgement);
  expect(next.startsAt).toBeLessThanOrEqual(before.startsAt);
  if (action === "EPISODE_RESOLVED") checkResolve(before, event, next, now);
  if (action === "EPISODE_REOPENED") checkReopen(before, event, now);
  if (event.kind === "acknowledge") {
    expect(before.state, "an acknowledgement of what does not fire").toBe("firing");
    if (event.ifVersion !== null) expect(event.ifVersion, "I7 a stale If-Match passed").toBe(before.version);
  }
}

function checkResolve(before: EpisodeFacts, event: EpisodeEvent, next: EpisodeFacts, now: number): void {
  expect(before.state).not.toBe("resolved");
  expect(next.resolvedAt).toBe(now);
  if (event.kind === "resolve") {
    expect(event.sourceHealthy, "I9 resolved while the source was silent").toBe(true);
    const end = event.endsAt ?? event.startsAt ?? now;
    expect(end, "I3 an older resolve closed a newer episode").toBeGreaterThanOrEqual(before.startsAt);
    expect(next.inferred).toBe(false);
  } else {
    expect(event.kind).toBe("missing");
    expect(next.inferred).toBe(true);
    expect(now - before.missingSince!, "one missing poll was enough").toBeGreaterThanOrEqual(5 * MINUTE);
    expect(before.lastSeenAt).toBeLessThan((event as { observedAt: number }).observedAt);
  }
}

function checkReopen(before: EpisodeFacts, event: EpisodeEvent, now: number): void {
  expect(before.state).toBe("resolved");
  expect(event.kind).toBe("fire");
  if (event.kind !== "fire") return;
  const ended = before.resolvedAt!;
  if (event.via === "webhook") expect(now - ended, "an old replay re-opened").toBeLessThanOrEqual(15 * MINUTE);
  else expect(event.observedAt, "an older poll re-opened").toBeGreaterThan(ended);
  const isNew = event.startsAt > (before.endsAt ?? ended) && event.startsAt !== before.startsAt;
  expect(isNew, "a new firing re-opened an old episode and kept its owner").toBe(false);
}

test("every step of any history keeps the invariants", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world: World = { now: T0, episodes: [], entries: [] };
      for (const one of steps) {
        world.now += 1;
        if ("advance" in one) {
          world.now += one.advance;
          continue;
        }
        const before = world.episodes.at(-1) ?? null;
        const event = eventOf(one, world);
        const decision = decide(before, event, world.now);
        checkStep(before, event, decision, world.now);
        apply(world, decision);
      }
      const open = world.episodes.filter((episode) => episode.state !== "resolved");
      expect(open.length, "I1").toBeLessThanOrEqual(1);
      const count = (action: string) => world.entries.filter((entry) => entry === action).length;
      expect(count("EPISODE_OPENED") + count("EPISODE_REOPENED"), "I12 opened = resolved + open").toBe(
        count("EPISODE_RESOLVED") + open.length,
      );
    }),
    { numRuns: 2_000 },
  );
});

test("I8 any duplicates and reorderings, then two healthy answers five minutes apart: open is what truly fires", () => {
  const deliveries = fc.array(
    fc.oneof(
      fc.record({ fire: offset, via: fc.constant("webhook" as const), lag: fc.constant(0) }),
      fc.record({ resolve: offset, end: fc.option(offset), healthy: fc.boolean() }),
      fc.record({ ack: user, version: fc.constant("none" as const) }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(deliveries, fc.boolean(), offset, (steps, fires, startedAgo) => {
      const world: World = { now: T0, episodes: [], entries: [] };
      for (const one of [...steps, ...steps.slice().reverse()]) {
        world.now += 1_000;
        const before = world.episodes.at(-1) ?? null;
        apply(world, decide(before, eventOf(one, world), world.now));
      }
      const startsAt = T0 + Math.min(startedAgo, 0);
      for (const _poll of [1, 2]) {
        world.now += 6 * MINUTE;
        const observedAt = world.now - 1;
        const event: EpisodeEvent = fires
          ? { kind: "fire", startsAt, via: "poll", observedAt }
          : { kind: "missing", observedAt };
        apply(world, decide(world.episodes.at(-1) ?? null, event, world.now));
      }
      expect(world.episodes.filter((episode) => episode.state !== "resolved")).toHaveLength(fires ? 1 : 0);
    }),
    { numRuns: 2_000 },
  );
});
