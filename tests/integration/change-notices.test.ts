import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readChangeVersion } from "@/lib/db/change-version";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { deliver, firing, resolved } from "../support/deliver";
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
  await database.prisma.heartbeat.deleteMany();
});
afterAll(() => database.close());

/** How many changes other replicas heard of while this was done. */
async function heard(work: () => Promise<Response | string>): Promise<number> {
  const before = await readChangeVersion();
  const answer = await work();
  if (typeof answer !== "string") expect([200, 403, 404, 409, 412]).toContain(answer.status);
  return (await readChangeVersion()) - before;
}

test("what a reader would see is announced, once per transaction", async () => {
  expect(await heard(() => deliver([firing("A"), firing("B"), firing("C")])), "opened").toBe(1);
  expect(await heard(() => deliver([resolved("A"), resolved("B")])), "resolved").toBe(1);
  expect(await heard(() => deliver([firing("A", 10)])), "re-opened").toBe(1);
  const id = await fireEpisode("C");
  expect(await heard(() => actAs(priya, "acknowledge", id)), "acknowledged").toBe(1);
  expect(await heard(() => actAs(tom, "take-over", id)), "taken over").toBe(1);
  expect(await heard(() => actAs(priya, "notes", id, { json: { note: "x" } })), "noted").toBe(1);
  expect(await heard(() => actAs(tom, "unacknowledge", id, { json: { reason: "x" } })), "given back").toBe(1);
});

test("a resolve that is held, and its end, are announced", async () => {
  await deliver([firing("A")]);
  await database.sql(`INSERT INTO heartbeats (leg, last_seen_at)
    VALUES ('poll:main', clock_timestamp()), ('watchdog:poll', clock_timestamp() - interval '20 minutes')`);
  expect(await heard(() => deliver([resolved("A")])), "held").toBe(1);
  expect((await database.prisma.episode.findFirstOrThrow()).sourceStale).toBe(true);
  expect(await heard(() => deliver([resolved("A")])), "held again").toBe(0);
  expect(await heard(() => deliver([firing("A")])), "fires after all").toBe(1);
});

test("a mere sighting, a refusal, a repetition and a retry are not", async () => {
  const id = await fireEpisode("A");
  const key = randomUUID();
  await actAs(priya, "acknowledge", id, { key });
  expect(await heard(() => deliver([firing("A")])), "seen again").toBe(0);
  const changed = { ...firing("A"), annotations: { summary: "now at 97 %" } };
  expect(await heard(() => deliver([changed])), "other figures in its text").toBe(0);
  expect(await heard(() => deliver([resolved("A", 60, 40)])), "an older resolve").toBe(0);
  expect(await heard(() => actAs(tom, "acknowledge", id)), "refused").toBe(0);
  expect(await heard(() => actAs(priya, "acknowledge", id)), "repeated").toBe(0);
  expect(await heard(() => actAs(priya, "acknowledge", id, { key })), "retried").toBe(0);
  expect(await heard(() => actAs(priya, "take-over", id, { version: 1 })), "own already").toBe(0);
});
