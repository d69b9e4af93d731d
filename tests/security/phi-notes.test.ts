import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnnotation } from "@/lib/alerts/create-annotation";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { episodeTrail } from "../support/episode-trail";
import { fireEpisode } from "../support/fire-episode";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const CANARIES = ["078-05-1123", "jane.roe@example.com", "4111111111111111", "(415) 555-0132", "MRN 12345678"];
const SAID = `spoke with the patient: ${CANARIES.join(", ")} – pod api-7d9f8b6c5d-x2x4z again`;

let database: ScratchDatabase;
let priya: SignedInPerson;
let tom: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  [priya, tom] = [await signInAs("on_call"), await signInAs("security")];
});
afterAll(() => database.close());

async function countOf(boundary: string): Promise<number> {
  const { values } = await redactionsTotal.get();
  return values.filter(({ labels }) => labels.boundary === boundary).reduce((sum, { value }) => sum + value, 0);
}

test("L01 what people write about an alert keeps no canary: not in the database, the ledger or the answer", async () => {
  const before = await countOf("note");
  const id = await fireEpisode();
  const answers = [
    await actAs(priya, "acknowledge", id, { json: { note: SAID } }),
    await actAs(tom, "take-over", id, { json: { reason: SAID } }),
    await actAs(tom, "notes", id, { json: { note: SAID } }),
    await actAs(tom, "unacknowledge", id, { json: { reason: SAID } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const trail = await episodeTrail(id);
  expect(trail.filter(({ detail }) => JSON.stringify(detail).includes("api-7d9f8b6c5d-x2x4z again"))).toHaveLength(4);
  const told = await Promise.all(answers.map((answer) => answer.text()));
  const outbox = await database.prisma.outboxMessage.findMany();
  const all = JSON.stringify([trail, told, outbox, await database.prisma.episode.findMany()], (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  for (const canary of CANARIES) expect(all).not.toContain(canary.replace("MRN ", ""));
  expect(all).toMatch(/‹SSN:1-[0-9A-Za-z]{8}›/);
  expect(await countOf("note")).toBeGreaterThan(before);
});

test("a note that is sent again under its key is the same note", async () => {
  const id = await fireEpisode("Again");
  const send = () => actAs(priya, "acknowledge", id, { json: { note: SAID }, key: "the-same-key-twice" });
  const [first, second] = [await send(), await send()];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(await second.json()).toEqual(await first.json());
  expect(await episodeTrail(id)).toHaveLength(2);
});

test("L01 a mark on the time axes", async () => {
  const since = await ledgerSize();
  const ctx = contextOf("on_call");
  const actor = { kind: "machine" as const, name: "deployer", permissions: new Set(["annotation:write"] as const) };
  await createAnnotation(
    { ...ctx, actor },
    { kind: "deployment", title: `backend 4.18.3 for ${CANARIES[1]}`, detail: SAID },
  );
  const row = await database.prisma.annotation.findFirstOrThrow({ orderBy: { at: "desc" } });
  expect(row.title).toMatch(/^backend 4\.18\.3 for ‹EMAIL:/);
  for (const canary of CANARIES) expect(`${row.title} ${row.detail}`).not.toContain(canary.replace("MRN ", ""));
  expect(JSON.stringify(await auditTrail(since))).not.toContain(CANARIES[1]);
});
