import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getPerformance } from "@/lib/alerts/performance/get-performance";
import { type PerformanceView, performanceViewSchema } from "@/lib/alerts/performance/performance-view";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { contextOf } from "../support/context";
import { deliver, resolved } from "../support/deliver";
import { fireEpisode } from "../support/fire-episode";
import { storeEpisode } from "../support/outbox";
import { askPerformance } from "../support/performance-request";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

/** Monday. The period is the four weeks of November 2025 that begin with the third. */
const START = Date.parse("2025-11-03T00:00:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;
const NOVEMBER = { from: "2025-11-03T00:00:00Z", to: "2025-12-01T00:00:00Z", zone: "UTC" };

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

interface Story {
  /** Minutes after START that the portal opened it; the source's start is `lag` minutes earlier. */
  opened: number;
  lag?: number;
  /** Minutes from opening to the first owner, and from the source's start to its end. */
  acked?: number;
  ended?: number;
  columns?: Record<string, unknown>;
}

function store({ opened, lag = 1, acked, ended, columns }: Story): Promise<string> {
  const openedAt = new Date(START + opened * MINUTE);
  const startsAt = new Date(openedAt.getTime() - lag * MINUTE);
  const over = ended !== undefined && new Date(startsAt.getTime() + ended * MINUTE);
  return storeEpisode({
    openedAt,
    startsAt,
    state: over ? "resolved" : "firing",
    // The portal heard of the end half a minute late: not the alert's fault.
    ...(over ? { endsAt: over, resolvedAt: new Date(over.getTime() + 30_000) } : {}),
    ...(acked === undefined
      ? {}
      : { firstAckedAt: new Date(openedAt.getTime() + acked * MINUTE), firstAckedById: randomUUID() }),
    ...columns,
  });
}

const measure = async (query: Record<string, string> = NOVEMBER, role: Parameters<typeof contextOf>[0] = "admin") =>
  performanceViewSchema.parse(
    await getPerformance(contextOf(role), { from: "now-30d", to: "now", zone: "UTC", ...query }),
  );

describe("figures by hand", () => {
  /** Six of them overlap; two were never acknowledged, one of those is still open; one has no end yet. */
  const STORIES: Story[] = [
    { opened: 0, acked: 1, ended: 11 },
    { opened: 2, acked: 2, ended: 60, columns: { ackExpirations: 1 } },
    { opened: 3, acked: 4, ended: 22.5, columns: { reopens: 2 } },
    { opened: 4, acked: 10, ended: 31, columns: { inferred: true } },
    { opened: 5, acked: 33.25, columns: { severity: "warning", team: "ai" } },
    { opened: 6, ended: 6, columns: { silencedBy: ["s"] } },
    { opened: 10 * 1440, columns: { severity: "warning", team: "ai" } },
    { opened: 10 * 1440 + 1, lag: 5, acked: 0, ended: 120, columns: { startUncertain: true } },
  ];

  test("means, medians, the ninetieth percentile and the longest, to the second", async () => {
    for (const story of STORIES) await store(story);
    const { total } = await measure();
    expect(total).toEqual({
      episodes: 8,
      stillOpen: 2,
      neverAcknowledged: 2,
      heldBack: 1,
      ranOut: 1,
      reopened: 1,
      inferredEnds: 1,
      uncertainStarts: 1,
      // 0, 1, 2, 4, 10 and 33.25 min: mean 50.25 / 6, median between 2 and 4, p90 halfway from 10 to 33.25.
      toAcknowledge: { samples: 6, mean: 502.5, median: 180, p90: 1297.5, max: 1995 },
      // 6, 11, 22.5, 31, 60 and 120 min: mean 250.5 / 6, median between 22.5 and 31, p90 halfway from 60 to 120.
      toResolve: { samples: 6, mean: 2505, median: 1605, p90: 5400, max: 7200 },
    });
  });

  test("what has too few samples says how few, and nothing else", async () => {
    for (const story of STORIES) await store(story);
    const { bySeverity, byTeam } = await measure();
    expect(bySeverity.map(({ name, episodes }) => [name, episodes])).toEqual([
      ["critical", 6],
      ["warning", 2],
    ]);
    expect(bySeverity[0]?.toAcknowledge).toMatchObject({ samples: 5, mean: 204 });
    expect(bySeverity[1]?.toAcknowledge).toEqual({ samples: 1, mean: null, median: null, p90: null, max: null });
    expect(bySeverity[1]?.toResolve.samples).toBe(0);
    expect(byTeam.map(({ name, episodes, neverAcknowledged }) => [name, episodes, neverAcknowledged])).toEqual([
      [null, 6, 1],
      ["ai", 2, 1],
    ]);
  });

  test("weeks without alerts are quiet, weeks before anything was recorded are not known", async () => {
    for (const story of STORIES) await store(story);
    const { byWeek, recordedSince } = await measure({ ...NOVEMBER, from: "2025-10-20T00:00:00Z" });
    expect(recordedSince).toBe("2025-11-03T00:00:00.000Z");
    expect(byWeek.map(({ label, figures }) => [label, figures?.episodes ?? null])).toEqual([
      ["2025-W43", null],
      ["2025-W44", null],
      ["2025-W45", 6],
      ["2025-W46", 2],
      ["2025-W47", 0],
      ["2025-W48", 0],
    ]);
    expect(byWeek[4]?.figures?.toAcknowledge).toEqual({ samples: 0, mean: null, median: null, p90: null, max: null });
  });

  test("an alert counts in the period in which the portal opened it; the ends are exact", async () => {
    await store({ opened: 0 });
    await store({ opened: 28 * 1440 });
    await store({ opened: -1 / 60_000 }); // a millisecond before
    expect((await measure()).total?.episodes).toBe(1);
  });

  test("a week begins on the zone's Monday", async () => {
    await store({ opened: -30 }); // 00:30 on Monday in Berlin, still Sunday in UTC
    const weeks = async (zone: string) => {
      const { byWeek } = await measure({ from: "2025-10-27T00:00:00Z", to: "2025-11-10T00:00:00Z", zone });
      return byWeek.filter(({ figures }) => figures?.episodes === 1).map(({ label }) => label);
    };
    expect([await weeks("UTC"), await weeks("Europe/Berlin")]).toEqual([["2025-W44"], ["2025-W45"]]);
  });

  test("clocks that disagree give no time below zero", async () => {
    for (let count = 0; count < 5; count++) await store({ opened: count, acked: -3, ended: -10 });
    const { total } = await measure();
    expect([total?.toAcknowledge.mean, total?.toResolve.max]).toEqual([0, 0]);
  });
});

describe("what is not known", () => {
  test("a period before anything was recorded has no figures, and neither has the comparison with one", async () => {
    await store({ opened: 1440 });
    const early = await measure({ from: "2025-09-01T00:00:00Z", to: "2025-10-01T00:00:00Z", zone: "UTC" });
    expect([early.total, early.previous.total]).toEqual([null, null]);
    const { total, previous } = await measure();
    expect([total?.episodes, previous.total]).toEqual([1, null]);
  });

  test("a recorded period in which nothing fired has none, and no times", async () => {
    await store({ opened: 0 });
    const { total } = await measure({ from: "2025-11-10T00:00:00Z", to: "2025-11-17T00:00:00Z", zone: "UTC" });
    expect(total).toMatchObject({ episodes: 0, neverAcknowledged: 0, toAcknowledge: { samples: 0, mean: null } });
  });

  test("the period before is measured like this one", async () => {
    await store({ opened: -60 * 1440 });
    for (let day = 0; day < 5; day++) await store({ opened: -(day + 2) * 1440, acked: 2, ended: 3 });
    const { previous } = await measure();
    expect(previous).toMatchObject({ from: "2025-10-06T00:00:00.000Z", to: "2025-11-03T00:00:00.000Z" });
    expect(previous.total).toMatchObject({ episodes: 5, toAcknowledge: { samples: 5, mean: 120 } });
  });
});

test("the database's figures are those of a plain calculation, whatever happened", async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const random = randomOf(seed);
  const stories = Array.from({ length: 300 }, (): Story => {
    const ended = random() < 0.8 ? { ended: random() * 3_000 } : {};
    const acked = random() < 0.7 ? { acked: random() * 400 } : {};
    const team = [null, "platform", "ai", "security"][Math.trunc(random() * 4)];
    return { opened: random() * 28 * 1440, lag: random() * 9, ...acked, ...ended, columns: { team } };
  });
  for (const story of stories) await store(story);
  const { total, byTeam, byWeek } = await measure();
  const check = (figures: PerformanceView["total"], mine: Story[]) => {
    expect(figures?.episodes, `seed ${seed}`).toBe(mine.length);
    for (const [figure, minutes] of [
      [figures!.toAcknowledge, mine.flatMap(({ acked }) => acked ?? [])],
      [figures!.toResolve, mine.flatMap(({ ended }) => ended ?? [])],
    ] as const) {
      const plain = plainFigure(minutes.map((value) => value * 60));
      expect(figure.samples, `seed ${seed}`).toBe(minutes.length);
      for (const name of ["mean", "median", "p90", "max"] as const)
        if (figure.samples < 5) expect(figure[name]).toBeNull();
        else expect(Math.abs(figure[name]! - plain[name]), `seed ${seed} ${name}`).toBeLessThan(0.01);
    }
  };
  check(total, stories);
  for (const { name, ...figures } of byTeam)
    check(
      figures,
      stories.filter(({ columns }) => columns?.team === name),
    );
  for (const [index, { figures }] of byWeek.entries())
    check(
      figures,
      stories.filter(({ opened }) => Math.trunc((opened * MINUTE) / (7 * DAY)) === index),
    );
});

/** Linear interpolation between the two nearest, as percentile_cont is defined. */
function plainFigure(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, median: at(0.5), p90: at(0.9), max: at(1) };
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe("the way of real alerts", () => {
  let ann: SignedInPerson;
  let bob: SignedInPerson;
  let admin: SignedInPerson;
  beforeAll(async () => {
    [ann, bob, admin] = [await signInAs("on_call"), await signInAs("security"), await signInAs("admin")];
  });
  const figures = async () => (await askPerformance(admin, "")).json() as Promise<PerformanceView>;

  test("given back, taken again, refused after the end: the first owner's time stands", async () => {
    const ids: string[] = [];
    for (const name of ["A", "B", "C", "D", "E", "F"]) ids.push(await fireEpisode(name));
    const [first, second, third] = ids as [string, string, string];
    for (const id of ids.slice(0, 5)) expect((await actAs(ann, "acknowledge", id)).status).toBe(200);
    await database.sql(
      "UPDATE episodes SET first_acked_at = opened_at + interval '90 seconds' WHERE state = 'acknowledged'",
    );
    await actAs(ann, "unacknowledge", first, { json: { reason: "lunch" } });
    await actAs(bob, "acknowledge", first);
    await actAs(bob, "take-over", second, { json: { reason: "mine" } });
    await actAs(ann, "unacknowledge", third, { json: { reason: "not mine" } });
    for (const name of ["A", "B", "C", "D", "E", "F"]) await deliver([resolved(name)]);
    expect((await actAs(bob, "acknowledge", ids[5]!)).status).toBe(409); // it is over: too late to count
    const { total } = await figures();
    expect(total).toMatchObject({
      episodes: 6,
      stillOpen: 0,
      neverAcknowledged: 1,
      toAcknowledge: { samples: 5, mean: 90, median: 90, p90: 90, max: 90 },
      toResolve: { samples: 6 },
    });
    expect(Math.abs(total!.toResolve.mean! - 540)).toBeLessThan(60); // from ten minutes ago to one minute ago
  });

  test("what a person did comes from the ledger, the time from the first ownership", async () => {
    const answer = await askPerformance(admin, "/people");
    const { people } = await answer.json();
    const of = ({ userId }: SignedInPerson) => people.find(({ id }: { id: string }) => id === userId);
    expect(of(ann)).toMatchObject({ name: "Test on_call", acknowledged: 5, takenOver: 0, firsts: 0 });
    expect(of(bob)).toMatchObject({ acknowledged: 1, takenOver: 1, firsts: 0, medianToAcknowledge: null });
    for (let count = 0; count < 5; count++)
      await storeEpisode({
        openedAt: new Date(Date.now() - 3_600_000),
        firstAckedAt: new Date(Date.now() - 3_600_000 + count * 60_000),
        firstAckedById: ann.userId,
      });
    const later = await (await askPerformance(admin, "/people")).json();
    expect(later.people.find(({ id }: { id: string }) => id === ann.userId)).toMatchObject({
      firsts: 5,
      medianToAcknowledge: 120,
    });
  });
});
