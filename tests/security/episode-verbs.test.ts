import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actAs, type EpisodeVerb } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { deliver, firing, resolved } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let priya: SignedInPerson;
let tom: SignedInPerson;
let admin: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  [priya, tom, admin] = [await signInAs("on_call"), await signInAs("security"), await signInAs("admin")];
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

const episode = (id: string) => database.prisma.episode.findUniqueOrThrow({ where: { id } });
const actions = async (id: string) => (await episodeTrail(id)).map((entry) => entry.action);
const ends = (name = "HighErrorRate", startedAgo = 10) => deliver([resolved(name, startedAgo)]);

/** An alert that Priya has. */
async function owned(): Promise<string> {
  const id = await fireEpisode();
  expect((await actAs(priya, "acknowledge", id, { json: { note: "mine" } })).status).toBe(200);
  return id;
}

describe("an acknowledgement's end", () => {
  const minutesUntilEnd = async (id: string) => {
    const { ackExpiresAt, acknowledgedAt } = await episode(id);
    return (ackExpiresAt!.getTime() - acknowledgedAt!.getTime()) / 60_000;
  };

  test("is an hour away for a critical alert, four for another, or what the person says", async () => {
    const critical = await fireEpisode("A");
    const warning = await fireEpisode("B", 10, { severity: "warning" });
    const short = await fireEpisode("C");
    await actAs(priya, "acknowledge", critical);
    await actAs(priya, "acknowledge", warning);
    const answer = await actAs(priya, "acknowledge", short, { json: { expiresInMinutes: 15 } });
    expect(await Promise.all([critical, warning, short].map(minutesUntilEnd))).toEqual([60, 240, 15]);
    const [, entry] = await episodeTrail(short);
    const { ackExpiresAt } = (await answer.json()).episode;
    expect(entry?.detail).toMatchObject({ from: "firing", version: 2, note: null, expiresAt: ackExpiresAt });
  });

  test.each([4, 1_441, 0, -5, 7.5, "15", null, 1e9])("%s minutes are refused", async (expiresInMinutes) => {
    const id = await fireEpisode();
    for (const verb of ["acknowledge", "take-over"] as const)
      expect((await actAs(priya, verb, id, { json: { expiresInMinutes } })).status).toBe(400);
    expect(await episode(id)).toMatchObject({ state: "firing" });
  });
});

describe("taking over", () => {
  test("changes the owner, and both are in the ledger", async () => {
    const id = await owned();
    const response = await actAs(tom, "take-over", id, { json: { reason: " Priya is asleep " }, version: 2 });
    expect(response.status).toBe(200);
    expect((await response.json()).episode).toMatchObject({ acknowledgedById: tom.userId, version: 3 });
    const after = await episode(id);
    expect(after).toMatchObject({ note: "Priya is asleep", firstAckedById: priya.userId, state: "acknowledged" });
    expect((await episodeTrail(id)).at(-1)).toMatchObject({
      action: "ALERT_TAKEN_OVER",
      outcome: "success",
      actor: { id: tom.userId },
      detail: { reason: "Priya is asleep", previousOwnerId: priya.userId, previousOwner: "Test on_call", version: 3 },
    });
  });

  test("of nobody's alert is an acknowledgement, of one's own nothing", async () => {
    const id = await fireEpisode();
    expect((await actAs(tom, "take-over", id)).status).toBe(200);
    expect(await (await actAs(tom, "take-over", id)).json()).toMatchObject({ changed: false });
    expect(await actions(id)).toEqual(["EPISODE_OPENED", "ALERT_ACKNOWLEDGED"]);
  });

  test("is refused when the alert has moved on or is over, and the refusal is recorded", async () => {
    const id = await owned();
    const stale = await actAs(tom, "take-over", id, { version: 1 });
    expect([stale.status, (await stale.json()).version]).toEqual([412, 2]);
    await ends();
    expect((await actAs(tom, "take-over", id)).status).toBe(409);
    const denied = (await episodeTrail(id)).filter((entry) => entry.outcome === "denied");
    expect(denied.map(({ action, detail }) => [action, detail.reason])).toEqual([
      ["ALERT_TAKEN_OVER", "version"],
      ["ALERT_TAKEN_OVER", "not_open"],
    ]);
    expect((await episode(id)).acknowledgedById).toBe(priya.userId);
  });
});

describe("giving back", () => {
  const json = { reason: "Handing over to the night shift" };

  test("leaves the alert without an owner, for the next one to take", async () => {
    const id = await owned();
    expect((await actAs(priya, "unacknowledge", id, { json, version: 2 })).status).toBe(200);
    expect(await episode(id)).toMatchObject({
      state: "firing",
      acknowledgedAt: null,
      acknowledgedById: null,
      acknowledgedBy: null,
      note: null,
      ackExpiresAt: null,
      firstAckedById: priya.userId,
      ackExpirations: 0,
      version: 3,
    });
    expect((await episodeTrail(id)).at(-1)).toMatchObject({
      action: "ALERT_UNACKNOWLEDGED",
      detail: { ...json, owner: "Test on_call", ownerId: priya.userId, from: "acknowledged" },
    });
    expect((await actAs(tom, "acknowledge", id)).status).toBe(200);
    expect(await episode(id)).toMatchObject({ acknowledgedById: tom.userId, firstAckedById: priya.userId });
  });

  test("I11 another's alert is refused without the right to, recorded twice: of the alert and of the route", async () => {
    const id = await owned();
    const since = await ledgerSize();
    const response = await actAs(tom, "unacknowledge", id, { json });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: "forbidden", reason: "not_owner", owner: "Test on_call" });
    expect(await auditTrail(since)).toMatchObject([
      { action: "ALERT_UNACKNOWLEDGED", outcome: "denied", subject: `episode:${id}`, detail: { reason: "not_owner" } },
      { action: "AUTHZ_DENIED", outcome: "denied", subject: "route:/api/alerts/[episodeId]/unacknowledge" },
    ]);
    expect(await episode(id)).toMatchObject({ state: "acknowledged", acknowledgedById: priya.userId, version: 2 });
    expect((await actAs(admin, "unacknowledge", id, { json })).status).toBe(200);
    expect((await episodeTrail(id)).at(-1)).toMatchObject({
      actor: { id: admin.userId },
      detail: { ownerId: priya.userId },
    });
  });

  test("what nobody has, or is over, is refused", async () => {
    const id = await fireEpisode();
    const nobody = await actAs(priya, "unacknowledge", id, { json });
    expect([nobody.status, (await nobody.json()).reason]).toEqual([409, "not_acked"]);
    await ends();
    const over = await actAs(priya, "unacknowledge", id, { json });
    expect([over.status, (await over.json()).reason]).toEqual([409, "not_open"]);
  });

  test.each([{}, { reason: "" }, { reason: " \n " }, { reason: "x".repeat(2_001) }, { reason: { not: "" } }])(
    "needs a reason: %j",
    async (body) => {
      const id = await owned();
      expect((await actAs(priya, "unacknowledge", id, { json: body })).status).toBe(400);
      expect(await episode(id)).toMatchObject({ state: "acknowledged" });
    },
  );
});

describe("notes", () => {
  test("are entries of the ledger, at any time, and leave the episode as it is", async () => {
    const id = await owned();
    const before = await episode(id);
    expect((await actAs(tom, "notes", id, { json: { note: " Look at the queue " } })).status).toBe(200);
    expect(await episode(id)).toEqual(before);
    await ends();
    expect((await actAs(priya, "notes", id, { json: { note: "Cause: a full disk" } })).status).toBe(200);
    expect((await episode(id)).state).toBe("resolved");
    const notes = (await episodeTrail(id)).filter((entry) => entry.action === "ALERT_NOTED");
    expect(notes.map(({ actor, detail }) => [actor.id, detail.note, detail.from])).toEqual([
      [tom.userId, "Look at the queue", "acknowledged"],
      [priya.userId, "Cause: a full disk", "resolved"],
    ]);
  });

  test("I10 are limited, literal and storable", async () => {
    const id = await fireEpisode();
    for (const note of ["", "  ", "x".repeat(2_001), { contains: "" }, ["x"], 1])
      expect((await actAs(priya, "notes", id, { json: { note } })).status).toBe(400);
    expect((await actAs(priya, "notes", id, { json: { note: "x".repeat(1_000_000) } })).status).toBe(413);
    const note = '<img src=x onerror=alert(1)>\r\nSet-Cookie: a=b\u2028{{7*7}}\u0000"\ud800';
    expect((await actAs(priya, "notes", id, { json: { note } })).status).toBe(200);
    expect((await actAs(priya, "notes", id, { json: { note: "y".repeat(2_000) } })).status).toBe(200);
    const kept = (await episodeTrail(id)).flatMap(({ action, detail }) =>
      action === "ALERT_NOTED" ? [detail.note] : [],
    );
    expect(kept).toEqual([
      '<img src=x onerror=alert(1)>\r\nSet-Cookie: a=b\u2028{{7*7}}\ufffd"\ufffd',
      "y".repeat(2_000),
    ]);
  });
});

const VERBS: [EpisodeVerb, object, object][] = [
  ["acknowledge", { note: "a" }, { note: "b" }],
  ["take-over", { reason: "a" }, { reason: "b" }],
  ["unacknowledge", { reason: "a" }, { reason: "b" }],
  ["notes", { note: "a" }, { note: "b" }],
];

describe.each(VERBS)("%s", (verb, json, other) => {
  /** An episode of which `verb` by Tom, or by the administrator, changes something. */
  async function ready(): Promise<string> {
    return verb === "acknowledge" ? fireEpisode() : owned();
  }
  const person = () => (verb === "unacknowledge" ? admin : tom);

  test("I02 one key 20 times in parallel gives one answer and one entry; I03 another body is refused", async () => {
    const id = await ready();
    const key = randomUUID();
    const before = (await episodeTrail(id)).length;
    const twenty = Array.from({ length: 20 }, () => actAs(person(), verb, id, { key, json }));
    const answers = await Promise.all((await Promise.all(twenty)).map(async (one) => [one.status, await one.json()]));
    for (const answer of answers) expect(answer).toEqual([200, { ...answers[0]![1], changed: true }]);
    expect(await episodeTrail(id)).toHaveLength(before + 1);
    expect((await actAs(person(), verb, id, { key, json: other })).status).toBe(422);
    const another = VERBS.find(([name]) => name !== verb)!;
    expect((await actAs(person(), another[0], id, { key, json: another[1] })).status).toBe(422);
    expect(await episodeTrail(id)).toHaveLength(before + 1);
  });

  test("I07 a delayed retry after the alert fired anew gets the old answer; the new episode has no owner", async () => {
    const id = await ready();
    const key = randomUUID();
    const first = await (await actAs(person(), verb, id, { key, json })).json();
    await deliver([resolved("HighErrorRate", 10, 5)]);
    const next = await fireEpisode("HighErrorRate", 2);
    const [before, trail] = [await episode(id), await episodeTrail(id)];
    const retry = await actAs(person(), verb, id.toUpperCase(), { key, json });
    expect([retry.status, await retry.json()]).toEqual([200, first]);
    expect([await episode(id), await episodeTrail(id)]).toEqual([before, trail]);
    expect(await episode(next)).toMatchObject({ state: "firing", acknowledgedAt: null, version: 1 });
  });

  test("I08 ids that do not exist or are no ids; B06 nothing but its own words", async () => {
    for (const id of ["'", "../", "1e9", '{"not":""}', "%00", "a".repeat(5_000)])
      expect((await actAs(person(), verb, id, { json })).status).toBe(400);
    expect((await actAs(person(), verb, randomUUID(), { json })).status).toBe(404);
    const id = await ready();
    const before = await episode(id);
    for (const extra of [{ userId: priya.userId }, { ackedBy: "other" }, { at: "2020-01-01" }, { version: 9 }])
      expect((await actAs(person(), verb, id, { json: { ...json, ...extra } })).status).toBe(400);
    for (const body of [[], 1, "x"]) expect((await actAs(person(), verb, id, { json: body })).status).toBe(400);
    expect(await episode(id)).toEqual(before);
  });

  test("B01 a role without the permission changes nothing, whoever it says it is", async () => {
    const id = await ready();
    const before = [await episode(id), await episodeTrail(id)];
    for (const role of ["executive", "product", "compliance"] as const)
      expect((await actAs(await signInAs(role), verb, id, { json })).status).toBe(403);
    expect([await episode(id), await episodeTrail(id)]).toEqual(before);
  });
});

test("a refusal is an answer too: its key gives it again when the act would be allowed by now", async () => {
  const id = await owned();
  const key = randomUUID();
  expect((await actAs(tom, "acknowledge", id, { key })).status).toBe(409);
  await actAs(priya, "unacknowledge", id, { json: { reason: "yours" } });
  const replayed = await actAs(tom, "acknowledge", id, { key });
  expect([replayed.status, (await replayed.json()).owner]).toEqual([409, "Test on_call"]);
  expect(await episode(id)).toMatchObject({ state: "firing" });
  expect((await episodeTrail(id)).filter((entry) => entry.outcome === "denied")).toHaveLength(1);
});

test("complaint 9: what is over keeps who had it; complaint 11: firing anew has no owner", async () => {
  const id = await owned();
  await deliver([resolved("HighErrorRate", 10, 5)]);
  expect(await episode(id)).toMatchObject({ state: "resolved", acknowledgedById: priya.userId, note: "mine" });
  await deliver([firing("HighErrorRate", 2)]);
  const next = await database.prisma.episode.findFirstOrThrow({ where: { state: "firing" } });
  expect(next.id).not.toBe(id);
  expect(next).toMatchObject({ acknowledgedById: null, firstAckedById: null, note: null });
});
