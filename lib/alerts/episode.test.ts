import { describe, expect, test } from "vitest";
import { decide, type EpisodeEvent, type EpisodeFacts } from "./episode";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 12);

function facts(changes: Partial<EpisodeFacts> = {}): EpisodeFacts {
  return {
    state: "firing",
    startsAt: NOW - 30 * MINUTE,
    endsAt: null,
    lastSeenAt: NOW - MINUTE,
    resolvedAt: null,
    acknowledgement: null,
    firstAcknowledged: null,
    expirations: 0,
    inferred: false,
    reopens: 0,
    sourceStale: false,
    missingSince: null,
    lapsesAt: null,
    version: 1,
    ...changes,
  };
}

const taken = { userId: "ann", name: "Ann", at: NOW - 20 * MINUTE, note: "mine", expiresAt: NOW + 40 * MINUTE };
const acknowledged = facts({
  state: "acknowledged",
  acknowledgement: taken,
  firstAcknowledged: { userId: "ann", at: taken.at },
  version: 2,
});
const over = facts({
  state: "resolved",
  endsAt: NOW - 6 * MINUTE,
  resolvedAt: NOW - 5 * MINUTE,
  acknowledgement: taken,
  version: 3,
});

const fire = (startedAgo: number): EpisodeEvent => ({
  kind: "fire",
  startsAt: NOW - startedAgo * MINUTE,
  via: "webhook",
});
const poll = (startedAgo: number, observedAgo = 0, lapsesIn: number | null = null): EpisodeEvent => ({
  kind: "fire",
  startsAt: NOW - startedAgo * MINUTE,
  via: "poll",
  observedAt: NOW - observedAgo * MINUTE,
  toldAt: NOW - observedAgo * MINUTE,
  lapsesAt: lapsesIn === null ? null : NOW + lapsesIn * MINUTE,
});
const resolve = (startedAgo: number, endedAgo: number | null, sourceHealthy = true): EpisodeEvent => ({
  kind: "resolve",
  startsAt: NOW - startedAgo * MINUTE,
  endsAt: endedAgo === null ? null : NOW - endedAgo * MINUTE,
  sourceHealthy,
});
const acknowledge = (userId: string, ifVersion: number | null = null): EpisodeEvent => ({
  kind: "acknowledge",
  userId,
  name: userId,
  note: null,
  expiresAt: NOW + 60 * MINUTE,
  ifVersion,
});

describe("firing", () => {
  test("opens the first episode, without an owner", () => {
    expect(decide(null, fire(3), NOW)).toMatchObject({ kind: "open", next: { state: "firing", version: 1 } });
  });

  test("of an open episode only moves its last sighting on, and seen by poll its start back", () => {
    expect(decide(acknowledged, poll(40), NOW)).toEqual({
      kind: "change",
      action: null,
      next: { ...acknowledged, startsAt: NOW - 40 * MINUTE, lastSeenAt: NOW },
    });
    expect(decide(facts(), poll(2), NOW)).toMatchObject({ next: { startsAt: NOW - 30 * MINUTE } });
  });

  test("of the episode before, late, does not move the start: its resolve would then end this one", () => {
    expect(decide(facts(), fire(40), NOW)).toMatchObject({ next: { startsAt: NOW - 30 * MINUTE } });
    expect(decide(facts(), poll(40, 31), NOW)).toMatchObject({ next: { startsAt: NOW - 30 * MINUTE } });
  });

  test("that began after the end is a new episode, also seconds later: the old owner is not inherited", () => {
    expect(decide(over, fire(5.9), NOW)).toMatchObject({ kind: "open", next: { acknowledgement: null } });
  });

  test("that began before the end, soon after it, re-opens and keeps the owner", () => {
    expect(decide(over, fire(30), NOW)).toMatchObject({
      action: "EPISODE_REOPENED",
      next: { state: "acknowledged", acknowledgement: taken, reopens: 1, version: 4, endsAt: null, resolvedAt: null },
    });
    expect(decide({ ...over, acknowledgement: null }, fire(30), NOW)).toMatchObject({ next: { state: "firing" } });
  });

  test("of a long ended episode by webhook is a replay; by poll it is the truth", () => {
    const longOver = { ...over, resolvedAt: NOW - 16 * MINUTE, endsAt: NOW - 17 * MINUTE };
    expect(decide(longOver, fire(30), NOW)).toEqual({ kind: "ignore", reason: "stale" });
    expect(decide(longOver, poll(30), NOW)).toMatchObject({ action: "EPISODE_REOPENED" });
  });

  test("with the start it already had is the same episode, also when the source's clock runs ahead of its end", () => {
    const skewed = { ...over, startsAt: NOW + MINUTE, endsAt: NOW - 5 * MINUTE };
    expect(decide(skewed, fire(-1), NOW)).toMatchObject({ action: "EPISODE_REOPENED" });
  });

  test("in an answer asked for before the end says nothing", () => {
    expect(decide(over, poll(30, 5.5), NOW)).toEqual({ kind: "ignore", reason: "stale" });
    expect(decide(over, poll(1, 5.5), NOW)).toEqual({ kind: "ignore", reason: "stale" });
  });
});

describe("resolved", () => {
  test("closes an open episode and keeps who had it", () => {
    expect(decide(acknowledged, resolve(30, 1), NOW)).toMatchObject({
      action: "EPISODE_RESOLVED",
      next: { state: "resolved", acknowledgement: taken, endsAt: NOW - MINUTE, resolvedAt: NOW, inferred: false },
    });
  });

  test("of an older episode leaves the newer one open", () => {
    expect(decide(facts(), resolve(60, 40), NOW)).toEqual({ kind: "ignore", reason: "older_episode" });
    expect(decide(facts(), resolve(60, null), NOW)).toEqual({ kind: "ignore", reason: "older_episode" });
    // As a peer says that Prometheus no longer reaches: its old alert ran out while the next one burned.
    expect(decide(facts(), resolve(60, 20), NOW)).toEqual({ kind: "ignore", reason: "older_episode" });
  });

  test("of nothing, or twice, is nothing", () => {
    expect(decide(null, resolve(3, 1), NOW)).toEqual({ kind: "ignore", reason: "not_open" });
    expect(decide(over, resolve(30, 1), NOW)).toEqual({ kind: "ignore", reason: "not_open" });
  });

  test("from a silent source is a claim: the episode stays open, marked once", () => {
    const held = decide(acknowledged, resolve(30, 1, false), NOW);
    expect(held).toMatchObject({
      action: "EPISODE_RESOLVE_HELD",
      next: { state: "acknowledged", sourceStale: true, version: 2, resolvedAt: null },
    });
    const next = (held as { next: EpisodeFacts }).next;
    expect(decide(next, resolve(30, 1, false), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
    expect(decide(next, fire(30), NOW)).toMatchObject({ action: null, next: { sourceStale: false, endsAt: null } });
  });

  test("at the time Alertmanager would end it by itself, or later, is a claim too: Prometheus told of no end", () => {
    const polled = facts({ lapsesAt: NOW - MINUTE });
    for (const endedAgo of [1, 0.5, null])
      expect(decide(polled, resolve(30, endedAgo), NOW), String(endedAgo)).toMatchObject({
        action: "EPISODE_RESOLVE_HELD",
        next: { state: "firing", sourceStale: true },
      });
    expect(decide(polled, resolve(30, 1.01), NOW)).toMatchObject({ action: "EPISODE_RESOLVED" });
  });

  test("that time is the last that a poll told, of this firing", () => {
    const polled = (event: EpisodeEvent, before: EpisodeFacts | null) =>
      (decide(before, event, NOW) as { next: EpisodeFacts }).next.lapsesAt;
    expect(polled(poll(30, 0, 4), null)).toBe(NOW + 4 * MINUTE);
    expect(polled(poll(30, 0, 4), facts({ lapsesAt: NOW + MINUTE }))).toBe(NOW + 4 * MINUTE);
    for (const event of [fire(30), poll(30)])
      expect(polled(event, facts({ lapsesAt: NOW + MINUTE }))).toBe(NOW + MINUTE);
    expect(polled(fire(30), { ...over, lapsesAt: NOW - 3 * MINUTE })).toBeNull();
  });

  test("at a time to come ends now", () => {
    expect(decide(facts(), resolve(30, -60), NOW)).toMatchObject({ next: { endsAt: NOW } });
  });
});

describe("missing from a healthy answer", () => {
  const missing = (observedAgo = 0): EpisodeEvent => ({ kind: "missing", observedAt: NOW - observedAgo * MINUTE });

  test("once starts the wait, five minutes on it is over", () => {
    expect(decide(facts(), missing(), NOW)).toMatchObject({ action: null, next: { missingSince: NOW } });
    const waiting = facts({ missingSince: NOW - 4.9 * MINUTE });
    expect(decide(waiting, missing(), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
    expect(decide(facts({ missingSince: NOW - 5 * MINUTE }), missing(), NOW)).toMatchObject({
      action: "EPISODE_RESOLVED",
      next: { inferred: true, endsAt: NOW - 5 * MINUTE },
    });
  });

  test("after an end that was not believed it takes a quarter of an hour: its source may be counting again", () => {
    const held = (minutes: number) => facts({ sourceStale: true, missingSince: NOW - minutes * MINUTE });
    expect(decide(held(14.9), missing(), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
    expect(decide(held(15), missing(), NOW)).toMatchObject({
      action: "EPISODE_RESOLVED",
      next: { inferred: true, sourceStale: false },
    });
  });

  test("a sighting in between starts it anew", () => {
    expect(decide(facts({ missingSince: NOW - 9 * MINUTE }), fire(30), NOW)).toMatchObject({
      next: { missingSince: null },
    });
  });

  test("counts between the questions, not between the answers", () => {
    const waiting = facts({ missingSince: NOW - 5 * MINUTE });
    expect(decide(waiting, missing(0.5), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
  });

  test("says nothing of an alert that arrived after the question", () => {
    expect(decide(facts(), missing(2), NOW)).toEqual({ kind: "ignore", reason: "stale" });
  });
});

describe("acknowledging", () => {
  test("makes the first person the owner", () => {
    expect(decide(facts(), acknowledge("ann", 1), NOW)).toMatchObject({
      action: "ALERT_ACKNOWLEDGED",
      next: { state: "acknowledged", version: 2, acknowledgement: { userId: "ann", at: NOW } },
    });
  });

  test("again is harmless for the owner, whatever version they saw, and refused to others", () => {
    expect(decide(acknowledged, acknowledge("ann", 1), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
    expect(decide(acknowledged, acknowledge("ben", 1), NOW)).toEqual({ kind: "refuse", reason: "already_acked" });
  });

  test("what has moved on, or is over, is refused", () => {
    expect(decide(facts({ version: 3 }), acknowledge("ann", 2), NOW)).toEqual({ kind: "refuse", reason: "version" });
    expect(decide(over, acknowledge("ann"), NOW)).toEqual({ kind: "refuse", reason: "not_open" });
    expect(decide(null, acknowledge("ann"), NOW)).toEqual({ kind: "refuse", reason: "not_open" });
  });
});

const takeOver = (userId: string, ifVersion: number | null = null): EpisodeEvent => ({
  ...(acknowledge(userId, ifVersion) as EpisodeEvent & { kind: "acknowledge" }),
  kind: "take_over",
});
const giveBack = (userId: string, mayRelease = false, ifVersion: number | null = null): EpisodeEvent => ({
  kind: "unacknowledge",
  userId,
  mayRelease,
  ifVersion,
});

describe("taking over", () => {
  test("makes another person the owner; the first one stays the first", () => {
    expect(decide(acknowledged, takeOver("ben", 2), NOW)).toMatchObject({
      action: "ALERT_TAKEN_OVER",
      next: {
        state: "acknowledged",
        version: 3,
        acknowledgement: { userId: "ben", at: NOW, note: null },
        firstAcknowledged: { userId: "ann", at: taken.at },
      },
    });
  });

  test("of nobody's alert is an acknowledgement, of one's own nothing", () => {
    expect(decide(facts(), takeOver("ben"), NOW)).toEqual(decide(facts(), acknowledge("ben"), NOW));
    expect(decide(acknowledged, takeOver("ann", 1), NOW)).toEqual({ kind: "ignore", reason: "no_op" });
  });

  test("what has moved on, or is over, is refused", () => {
    expect(decide(acknowledged, takeOver("ben", 1), NOW)).toEqual({ kind: "refuse", reason: "version" });
    expect(decide(over, takeOver("ben"), NOW)).toEqual({ kind: "refuse", reason: "not_open" });
    expect(decide(null, takeOver("ben"), NOW)).toEqual({ kind: "refuse", reason: "not_open" });
  });
});

describe("giving back", () => {
  test("leaves an alert without an owner, and who was the first", () => {
    const back = { state: "firing", version: 3, acknowledgement: null, firstAcknowledged: { userId: "ann" } };
    expect(decide(acknowledged, giveBack("ann", false, 2), NOW)).toMatchObject({
      action: "ALERT_UNACKNOWLEDGED",
      next: { ...back, expirations: 0 },
    });
    expect(decide(acknowledged, giveBack("eve", true), NOW)).toMatchObject({ next: back });
  });

  test("of another's alert needs the right to, whatever version was seen", () => {
    expect(decide(acknowledged, giveBack("ben", false, 1), NOW)).toEqual({ kind: "refuse", reason: "not_owner" });
  });

  test("what nobody has, has moved on, or is over, is refused", () => {
    expect(decide(facts(), giveBack("ann", true), NOW)).toEqual({ kind: "refuse", reason: "not_acked" });
    expect(decide(acknowledged, giveBack("ann", false, 1), NOW)).toEqual({ kind: "refuse", reason: "version" });
    expect(decide(over, giveBack("ann"), NOW)).toEqual({ kind: "refuse", reason: "not_open" });
  });
});

describe("an acknowledgement runs out", () => {
  const due = facts({ ...acknowledged, acknowledgement: { ...taken, expiresAt: NOW } });

  test("at its end, and is counted", () => {
    expect(decide(due, { kind: "expire" }, NOW)).toMatchObject({
      action: "ACKNOWLEDGEMENT_EXPIRED",
      next: {
        state: "firing",
        acknowledgement: null,
        expirations: 1,
        version: 3,
        firstAcknowledged: { userId: "ann" },
      },
    });
  });

  test("not before, not without an end, not twice, not after the alert's end", () => {
    expect(decide(due, { kind: "expire" }, NOW - 1)).toEqual({ kind: "ignore", reason: "no_op" });
    const endless = facts({ ...due, acknowledgement: { ...taken, expiresAt: null } });
    expect(decide(endless, { kind: "expire" }, NOW)).toEqual({ kind: "ignore", reason: "no_op" });
    expect(decide(facts({ expirations: 1 }), { kind: "expire" }, NOW)).toEqual({ kind: "ignore", reason: "not_open" });
    const resolved = { ...over, acknowledgement: { ...taken, expiresAt: NOW - MINUTE } };
    expect(decide(resolved, { kind: "expire" }, NOW)).toEqual({ kind: "ignore", reason: "not_open" });
  });

  test("also when the episode re-opens after it: its owner comes back only to lose it", () => {
    const reopened = decide({ ...over, acknowledgement: { ...taken, expiresAt: NOW - 1 } }, fire(30), NOW);
    expect(reopened).toMatchObject({ next: { state: "acknowledged" } });
    const { next } = reopened as { next: EpisodeFacts };
    expect(decide(next, { kind: "expire" }, NOW)).toMatchObject({ next: { state: "firing", expirations: 1 } });
  });
});

test("a worse severity takes the owner of the milder one away, once", () => {
  const worsened = decide(acknowledged, { kind: "worsen" }, NOW);
  expect(worsened).toMatchObject({
    action: "EPISODE_WORSENED",
    next: { state: "firing", acknowledgement: null, version: 3, expirations: 0 },
  });
  for (const other of [facts(), over, null])
    expect(decide(other, { kind: "worsen" }, NOW)).toEqual({ kind: "ignore", reason: "no_op" });
});

test("a note changes nothing of the episode, also after its end", () => {
  for (const episode of [facts(), acknowledged, over])
    expect(decide(episode, { kind: "note" }, NOW)).toEqual({ kind: "change", action: "ALERT_NOTED", next: episode });
});
