import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { deliver, firing, resolved } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let priya: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  priya = await signInAs("on_call");
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

const NAME = "DiskFills";
const episode = (id: string) => database.prisma.episode.findUniqueOrThrow({ where: { id } });

async function owned(severity: string, labels: Record<string, string> = {}): Promise<string> {
  const id = await fireEpisode(NAME, 20, { severity, ...labels });
  expect((await actAs(priya, "acknowledge", id, { json: { note: "watching" } })).status).toBe(200);
  return id;
}

test("complaint 13: the same alert with a worse severity takes the owner of the milder one away, and says why", async () => {
  const mild = await owned("warning");
  const worse = await fireEpisode(NAME, 1, { severity: "critical" });
  expect(worse).not.toBe(mild);
  expect(await episode(worse)).toMatchObject({ state: "firing", acknowledgedById: null });
  expect(await episode(mild)).toMatchObject({
    state: "firing",
    version: 3,
    acknowledgedById: null,
    ackExpirations: 0,
    firstAckedById: priya.userId,
  });
  expect((await episodeTrail(mild)).at(-1)).toMatchObject({
    action: "EPISODE_WORSENED",
    actor: { kind: "machine" },
    detail: {
      owner: "Test on_call",
      ownerId: priya.userId,
      severity: "warning",
      worseEpisode: worse,
      worseSeverity: "critical",
    },
  });
  // Told once: more of the same says nothing new, and the milder one can be taken again.
  await deliver([firing(NAME, 1, { severity: "critical" })]);
  expect((await actAs(priya, "acknowledge", mild)).status).toBe(200);
  await deliver([firing(NAME, 1, { severity: "critical" }), firing(NAME, 20, { severity: "warning" })]);
  expect(await episode(mild)).toMatchObject({ state: "acknowledged", version: 4 });
});

test.each([
  ["a milder one", "critical", { severity: "warning" }],
  ["one as bad by another name", "error", { severity: "high" }],
  ["one that nobody has defined", "info", { severity: "page" }],
  ["another machine's", "warning", { severity: "critical", instance: "b" }],
  ["another alert", "warning", { severity: "critical", alertname: "Other" }],
])("%s leaves the owner alone", async (_name, severity, labels) => {
  const id = await owned(severity);
  await deliver([firing(NAME, 1, labels)]);
  expect(await database.prisma.episode.count()).toBe(2);
  expect(await episode(id)).toMatchObject({ state: "acknowledged", version: 2 });
});

test.each([
  ["info", "warning"],
  ["warning", "error"],
  ["high", "critical"],
  ["none", "high"],
])("%s is worsened by %s", async (severity, worse) => {
  const id = await owned(severity);
  await deliver([firing(NAME, 1, { severity: worse })]);
  expect(await episode(id)).toMatchObject({ state: "firing", version: 3 });
});

test("in one delivery with news of the milder one, whichever comes first; the worst of several is named", async () => {
  const names = ["critical", "high", "warning"];
  for (const order of [names, [...names].reverse()]) {
    await database.prisma.episode.deleteMany();
    const id = await owned("warning");
    await deliver(order.map((severity) => firing(NAME, severity === "warning" ? 20 : 1, { severity })));
    expect(await episode(id)).toMatchObject({ state: "firing", version: 3 });
    expect((await episodeTrail(id)).at(-1)?.detail).toMatchObject({ worseSeverity: "critical" });
  }
});

test("one that re-opens without an owner is as new as one that opens", async () => {
  await fireEpisode(NAME, 30, { severity: "critical" });
  await deliver([resolved(NAME, 30, 5, { severity: "critical" })]);
  const mild = await owned("warning");
  await deliver([firing(NAME, 30, { severity: "critical" })]);
  expect(await episode(mild)).toMatchObject({ state: "firing", version: 3 });
});

test("taken at the same moment: in whichever order, the ledger and the episode agree", async () => {
  for (let round = 0; round < 12; round++) {
    const host = { instance: `host-${round}` };
    const id = await fireEpisode(NAME, 20, { severity: "warning", ...host });
    const [answer] = await Promise.all([
      actAs(priya, "acknowledge", id),
      deliver([firing(NAME, 1, { severity: "critical", ...host })]),
    ]);
    expect(answer.status).toBe(200);
    const actions = (await episodeTrail(id)).map(({ action }) => action);
    const { state } = await episode(id);
    expect(actions).toEqual(
      state === "firing"
        ? ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_WORSENED"]
        : ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED"],
    );
  }
});

test("a storm of worse ones among many owned", async () => {
  const hosts = Array.from({ length: 300 }, (_, index) => ({ instance: `host-${index}` }));
  await deliver(hosts.map((host) => firing(NAME, 20, { severity: "warning", ...host })));
  await database.sql(`UPDATE episodes SET state = 'acknowledged', version = 2, acknowledged_at = clock_timestamp(),
    acknowledged_by_id = '${priya.userId}', acknowledged_by = 'Priya'`);
  await deliver(hosts.slice(0, 200).map((host) => firing(NAME, 1, { severity: "critical", ...host })));
  const rows = await database.prisma.episode.groupBy({
    by: ["severity", "state"],
    _count: true,
    orderBy: { state: "asc" },
  });
  expect(rows.map(({ severity, state, _count }) => [severity, state, _count]).sort()).toEqual([
    ["critical", "firing", 200],
    ["warning", "acknowledged", 100],
    ["warning", "firing", 200],
  ]);
});
