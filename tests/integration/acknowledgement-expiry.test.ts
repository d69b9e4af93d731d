import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { expireAcknowledgements } from "@/lib/alerts/expire-acknowledgements";
import { expireJob } from "@/lib/alerts/expire-job";
import { readChangeVersion } from "@/lib/db/change-version";
import { startScheduler } from "@/lib/jobs/scheduler";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { deliver, firing, resolved } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { systemContext } from "../support/system-context";

let database: ScratchDatabase;
let priya: SignedInPerson;
let tom: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  [priya, tom] = [await signInAs("on_call"), await signInAs("security")];
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.jobLease.deleteMany();
});
afterAll(() => database.close());

const expire = () => expireAcknowledgements(systemContext(expireJob.name, expireJob.permissions));
const episode = (id: string) => database.prisma.episode.findUniqueOrThrow({ where: { id } });
/** Lets the clock run on to a second after (or before) the end of every acknowledgement. */
const pass = (seconds = 1) =>
  database.sql(`UPDATE episodes SET ack_expires_at = clock_timestamp() - interval '${seconds} seconds'
    WHERE ack_expires_at IS NOT NULL`);

test("complaint 8: an acknowledgement that ran out leaves an alert without an owner, and the ledger says whose it was", async () => {
  const id = await fireEpisode();
  await actAs(priya, "acknowledge", id, { json: { note: "mine" } });
  await pass(-1_000);
  await expire();
  expect(await episode(id)).toMatchObject({ state: "acknowledged", version: 2 });
  await pass();
  const before = await readChangeVersion();
  await expire();
  expect(await episode(id)).toMatchObject({
    state: "firing",
    version: 3,
    acknowledgedAt: null,
    acknowledgedById: null,
    note: null,
    ackExpiresAt: null,
    ackExpirations: 1,
    firstAckedById: priya.userId,
  });
  expect(await readChangeVersion()).toBe(before + 1);
  expect((await episodeTrail(id)).at(-1)).toMatchObject({
    action: "ACKNOWLEDGEMENT_EXPIRED",
    outcome: "success",
    actor: { kind: "system", name: "expire-acknowledgements" },
    detail: { from: "acknowledged", to: "firing", owner: "Test on_call", ownerId: priya.userId, expirations: 1 },
  });
  expect((await actAs(tom, "acknowledge", id)).status).toBe(200);
  await expire();
  expect(await readChangeVersion()).toBe(before + 2);
});

test("I12 R11 of many replicas at once one lets an acknowledgement run out: 1,000 of them, once each", async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `Storm${index}`);
  await deliver(names.map((name) => firing(name)));
  await database.sql(`UPDATE episodes SET state = 'acknowledged', version = 2, acknowledged_at = clock_timestamp(),
    acknowledged_by_id = '${priya.userId}', acknowledged_by = 'Priya', ack_expires_at = clock_timestamp()`);
  const since = await ledgerSize();
  await Promise.all(Array.from({ length: 6 }, expire));
  const entries = await auditTrail(since);
  expect(entries).toHaveLength(1_000);
  expect(new Set(entries.map(({ subject }) => subject)).size).toBe(1_000);
  const rows = await database.prisma.episode.groupBy({ by: ["state", "version", "ackExpirations"], _count: true });
  expect(rows).toEqual([{ state: "firing", version: 3, ackExpirations: 1, _count: 1_000 }]);
});

test("I12 the job of two replicas does it by itself, once", async () => {
  const id = await fireEpisode();
  await actAs(priya, "acknowledge", id);
  await pass();
  const replicas = [1, 2].map(() => startScheduler([{ ...expireJob, everySeconds: 0.3 }]));
  await vi.waitFor(async () => expect((await episode(id)).state).toBe("firing"), { timeout: 10_000 });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await Promise.all(replicas.map((replica) => replica.stop()));
  const expired = (await episodeTrail(id)).filter(({ action }) => action === "ACKNOWLEDGEMENT_EXPIRED");
  expect(expired).toHaveLength(1);
  expect(expireJob.everySeconds).toBe(15);
});

test("giving back or taking over at the same moment: one of the two, never both", async () => {
  for (let round = 0; round < 12; round++) {
    const id = await fireEpisode(`Race${round}`);
    await actAs(priya, "acknowledge", id);
    await pass();
    const version = { version: 2 };
    const [answer] = await Promise.all(
      round % 2 === 0
        ? [actAs(priya, "unacknowledge", id, { json: { reason: "done" }, ...version }), expire()]
        : [actAs(tom, "take-over", id, version), expire()],
    );
    const { ackExpirations, version: after } = await episode(id);
    expect([answer.status, ackExpirations]).toEqual(answer.status === 200 ? [200, 0] : [answer.status, 1]);
    expect([200, 409, 412]).toContain(answer.status);
    expect(after).toBe(3);
  }
});

test("what is over is left alone, and comes back without its owner when it re-opens after the end", async () => {
  const id = await fireEpisode("HighErrorRate", 30);
  await actAs(priya, "acknowledge", id);
  await deliver([resolved("HighErrorRate", 30, 5)]);
  await pass();
  await expire();
  expect(await episode(id)).toMatchObject({ state: "resolved", acknowledgedById: priya.userId, ackExpirations: 0 });
  await deliver([firing("HighErrorRate", 30)]);
  expect(await episode(id)).toMatchObject({ state: "acknowledged" });
  await expire();
  expect(await episode(id)).toMatchObject({ state: "firing", ackExpirations: 1 });
});

test("only the portal itself lets them run out", async () => {
  await expect(expireAcknowledgements(contextOf("on_call"))).rejects.toThrow(/alert:unacknowledge-any/);
});
