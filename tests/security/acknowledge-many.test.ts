import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/alerts/acknowledgements/route";
import type { AcknowledgeManyResult } from "@/lib/alerts/acknowledge-many-input";
import { actAs } from "../support/act-request";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { deliver, firing, resolved } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let priya: SignedInPerson;
let tom: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  [priya, tom] = [await signInAs("on_call"), await signInAs("security")];
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

function takeAll(person: SignedInPerson, json: unknown, key?: string): Promise<Response> {
  const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
  const path = "/api/alerts/acknowledgements";
  return POST(browserRequest(path, { method: "POST", cookie: person.cookie, headers, json }), routeParams());
}

async function resultsOf(response: Response): Promise<AcknowledgeManyResult["results"]> {
  expect(response.status).toBe(200);
  return ((await response.json()) as AcknowledgeManyResult).results;
}

async function fireMany(count: number): Promise<string[]> {
  await deliver(Array.from({ length: count }, (_, index) => firing(`Storm${index}`)));
  return (await database.prisma.episode.findMany({ orderBy: { alertname: "asc" } })).map(({ id }) => id);
}

test("each alert is answered for alone, in the order asked", async () => {
  const [free, taken, over] = [await fireEpisode("Free"), await fireEpisode("Taken"), await fireEpisode("Over")];
  await actAs(tom, "acknowledge", taken);
  await deliver([resolved("Over")]);
  const nowhere = randomUUID();
  const response = await takeAll(priya, {
    episodeIds: [nowhere, taken, free.toUpperCase(), over],
    note: "the storm",
    expiresInMinutes: 30,
  });
  expect(await resultsOf(response)).toEqual([
    { episodeId: nowhere, status: 404, code: "not_found", message: "There is no such alert." },
    {
      episodeId: taken,
      status: 409,
      code: "conflict",
      message: "Test security has this alert.",
      owner: "Test security",
    },
    { episodeId: free, status: 200 },
    { episodeId: over, status: 409, code: "conflict", message: "The alert is over." },
  ]);
  const row = await database.prisma.episode.findUniqueOrThrow({ where: { id: free } });
  expect(row).toMatchObject({ acknowledgedById: priya.userId, note: "the storm", version: 2 });
  expect(row.ackExpiresAt!.getTime() - row.acknowledgedAt!.getTime()).toBe(30 * 60_000);
  expect((await episodeTrail(taken)).at(-1)).toMatchObject({ action: "ALERT_ACKNOWLEDGED", outcome: "denied" });
});

test("200 alerts at once, from two people at once: each has one owner and one entry", async () => {
  const episodeIds = await fireMany(200);
  const since = await ledgerSize();
  const [hers, his] = await Promise.all([
    takeAll(priya, { episodeIds }).then(resultsOf),
    takeAll(tom, { episodeIds: [...episodeIds].reverse() }).then(resultsOf),
  ]);
  const won = (results: typeof hers) => results.filter(({ status }) => status === 200).length;
  expect(won(hers) + won(his)).toBe(200);
  for (const { status, owner } of [...hers, ...his])
    if (status !== 200) expect([status, typeof owner]).toEqual([409, "string"]);
  const entries = await auditTrail(since);
  const taken = entries.filter(({ outcome }) => outcome === "success").map(({ subject }) => subject);
  expect(new Set(taken).size).toBe(200);
  expect(taken).toHaveLength(200);
  expect(entries).toHaveLength(400);
});

test("I02 I14 a retry with the same key changes nothing and finishes what was not done; I03 other words are refused", async () => {
  const episodeIds = await fireMany(12);
  const key = randomUUID();
  const half = await resultsOf(await takeAll(priya, { episodeIds: episodeIds.slice(0, 6), note: "a" }, key));
  expect(half.map(({ status }) => status)).toEqual(Array(6).fill(200));
  await actAs(priya, "unacknowledge", episodeIds[0]!, { json: { reason: "not mine" } });
  const since = await ledgerSize();
  const three = await Promise.all([1, 2, 3].map(() => takeAll(priya, { episodeIds, note: "a" }, key).then(resultsOf)));
  for (const results of three) expect(results.map(({ status }) => status)).toEqual(Array(12).fill(200));
  expect(await auditTrail(since)).toHaveLength(6);
  const first = await database.prisma.episode.findUniqueOrThrow({ where: { id: episodeIds[0] } });
  expect(first.state, "the retry took it again").toBe("firing");
  const other = await resultsOf(await takeAll(priya, { episodeIds, note: "b" }, key));
  expect(new Set(other.map(({ status }) => status))).toEqual(new Set([422]));
});

test("complaint 14: taken alone, among others, or over: the ledger's entries differ in nothing but whose they are", async () => {
  const [alone, among, over] = [await fireEpisode("A"), await fireEpisode("B"), await fireEpisode("C")];
  await actAs(priya, "acknowledge", alone, {
    json: { note: "mine", expiresInMinutes: 60 },
    version: 1,
    key: randomUUID(),
  });
  await takeAll(priya, { episodeIds: [among], note: " mine", expiresInMinutes: 60 });
  await actAs(priya, "take-over", over, { json: { reason: "mine " } });
  const entries = await Promise.all(
    [alone, among, over].map(async (id) => {
      const { action, outcome, actor, detail } = (await episodeTrail(id))[1]!;
      const { expiresAt, ...rest } = detail;
      expect(typeof expiresAt).toBe("string");
      return { action, outcome, actor, rest };
    }),
  );
  expect(entries[0]).toMatchObject({
    action: "ALERT_ACKNOWLEDGED",
    rest: { from: "firing", version: 2, note: "mine" },
  });
  expect(entries[1]).toEqual(entries[0]);
  expect(entries[2]).toEqual(entries[0]);
});

test.each([
  ["none", []],
  ["201", Array.from({ length: 201 }, () => randomUUID())],
  ["one twice", ["0f0e4d5c-0000-4000-8000-00000000000a", "0F0E4D5C-0000-4000-8000-00000000000A"]],
  ["no list", "all"],
  ["an operator (I09)", { contains: "" }],
  ["operators (I09)", [{ not: "" }]],
  ["no id (I08)", ["../", "'"]],
])("%s in place of ids is refused", async (_name, episodeIds) => {
  expect((await takeAll(priya, { episodeIds })).status).toBe(400);
});

test("B06 nobody is acknowledged for, and other roles are refused as a whole", async () => {
  const [id] = await fireMany(1);
  for (const extra of [{ ackedBy: "x" }, { userId: tom.userId }, { note: { set: "" } }, { expiresInMinutes: 1 }])
    expect((await takeAll(priya, { episodeIds: [id], ...extra })).status).toBe(400);
  expect((await takeAll(await signInAs("executive"), { episodeIds: [id] })).status).toBe(403);
  expect(await episodeTrail(id!)).toHaveLength(1);
});
