import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { leafHash } from "@/lib/audit/seal-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { appendMany } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const SIZE = 20;
let database: ScratchDatabase;

beforeAll(async () => {
  database = await openScratchDatabase();
  expect(await verifyLedger()).toEqual({
    ok: true,
    entries: 0,
    checkpoints: 0,
    anchored: 0,
    firstBadSeq: null,
    reason: null,
  });
  await appendMany(contextOf("on_call"), SIZE);
  // What an administrator of the database can do: no trigger stops the owner of a table.
  await database.sql(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
    CREATE TABLE original AS SELECT * FROM audit_entries; CREATE TABLE original_head AS SELECT * FROM audit_head`);
});
afterAll(() => database.close());

async function tamper(script: string) {
  await database.sql(script);
  const verdict = await verifyLedger();
  await database.sql(`DELETE FROM audit_entries; INSERT INTO audit_entries SELECT * FROM original;
    DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM original_head`);
  expect((await verifyLedger()).ok).toBe(true);
  return verdict;
}

describe("a flipped bit is located", () => {
  test.each([0, 7, SIZE - 1])("J03 in the bytes of entry %d", async (seq) => {
    const verdict = await tamper(
      `UPDATE audit_entries SET body = set_bit(body, 8 * (length(body) / 2), 1 - get_bit(body, 8 * (length(body) / 2)))
       WHERE seq = ${seq}`,
    );
    expect(verdict).toMatchObject({ ok: false, firstBadSeq: seq });
  });

  test("J03 in the stored hash, and in the link", async () => {
    const flip = (column: string) =>
      `UPDATE audit_entries SET ${column} = set_bit(${column}, 9, 1 - get_bit(${column}, 9)) WHERE seq = 5`;
    expect(await tamper(flip("hash"))).toMatchObject({ ok: false, firstBadSeq: 5 });
    expect(await tamper(flip("prev_hash"))).toMatchObject({ ok: false, firstBadSeq: 5 });
  });
});

test.each([
  "recorded_at = recorded_at - interval '1 second'",
  "action = 'LOGOUT'",
  "outcome = 'denied'",
  "actor_kind = 'system'",
  "actor_id = 'someone-else'",
  "actor_name = NULL",
  "subject = 'annotation:other'",
  "request_id = 'other'",
])("J04 a column that no longer says what the bytes say: %s", async (assignment) => {
  const verdict = await tamper(`UPDATE audit_entries SET ${assignment} WHERE seq = 8`);
  expect(verdict).toMatchObject({ ok: false, firstBadSeq: 8 });
});

test.each([0, 10, SIZE - 1])("J05 deleted entry %d", async (seq) => {
  expect(await tamper(`DELETE FROM audit_entries WHERE seq = ${seq}`)).toMatchObject({ ok: false, firstBadSeq: seq });
});

test("J05 all entries deleted while the head remains", async () => {
  expect(await tamper("DELETE FROM audit_entries")).toMatchObject({ ok: false, firstBadSeq: 0 });
});

test("J06 two entries swapped", async () => {
  const verdict = await tamper(`UPDATE audit_entries SET seq = 900 WHERE seq = 4;
    UPDATE audit_entries SET seq = 4 WHERE seq = 6; UPDATE audit_entries SET seq = 6 WHERE seq = 900`);
  expect(verdict).toMatchObject({ ok: false, firstBadSeq: 4 });
});

test("J07 an entry copied beyond the head, and one squeezed in", async () => {
  const copy = (seq: number) =>
    `INSERT INTO audit_entries SELECT ${seq}, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject,
     request_id, body, prev_hash, hash FROM original WHERE seq = 3`;
  expect(await tamper(copy(SIZE))).toMatchObject({ ok: false, firstBadSeq: SIZE });
  const squeeze = `UPDATE audit_entries SET seq = seq + 1000 WHERE seq > 9;
    UPDATE audit_entries SET seq = seq - 999 WHERE seq > 1000; ${copy(10)}; UPDATE audit_head SET size = size + 1`;
  expect(await tamper(squeeze)).toMatchObject({ ok: false, firstBadSeq: 10 });
});

test("J08 a truncated tail while the head remains", async () => {
  const verdict = await tamper("DELETE FROM audit_entries WHERE seq >= 15");
  expect(verdict).toMatchObject({ ok: false, firstBadSeq: 15 });
  expect(verdict.reason).toContain("20 entries, 15 are stored");
});

/** The script that rewrites entry `seq` with a hash of its own that is right. */
async function rewritten(seq: number, prev?: Buffer): Promise<{ script: string; hash: Buffer }> {
  const row = await database.prisma.auditEntry.findUniqueOrThrow({ where: { seq: BigInt(seq) } });
  const text = Buffer.from(row.body)
    .toString("utf8")
    .replace(row.requestId ?? "", "forged");
  const body = Buffer.from(prev ? text.replace(Buffer.from(row.prevHash).toString("hex"), prev.toString("hex")) : text);
  const hash = leafHash(body);
  const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString("hex")}'`;
  const script = `UPDATE audit_entries SET request_id = 'forged', body = ${hex(body)}, hash = ${hex(hash)},
    prev_hash = ${hex(prev ?? row.prevHash)} WHERE seq = ${seq};`;
  return { script, hash };
}

test("J04 an entry rewritten with a right hash of its own is found at the next one", async () => {
  expect(await tamper((await rewritten(7)).script)).toMatchObject({ ok: false, firstBadSeq: 8 });
  expect(await tamper((await rewritten(SIZE - 1)).script)).toMatchObject({ ok: false, firstBadSeq: SIZE - 1 });
});

test("a chain rewritten from some entry to a repaired head is not visible from inside either", async () => {
  let script = "";
  let prev: Buffer | undefined;
  for (let seq = 12; seq < SIZE; seq++) {
    const forged = await rewritten(seq, prev);
    script += forged.script;
    prev = forged.hash;
  }
  const verdict = await tamper(`${script} UPDATE audit_head SET hash = '\\x${prev?.toString("hex")}'`);
  expect(verdict.ok).toBe(true);
});

test("J08 a head that counts far more entries than there are is found as quickly", async () => {
  const script = "UPDATE audit_head SET size = 1000000000000";
  expect(await tamper(script)).toMatchObject({ ok: false, firstBadSeq: SIZE });
});

test("J08 a head that was lost, or names another entry", async () => {
  expect(await tamper("DELETE FROM audit_head")).toMatchObject({ ok: false, firstBadSeq: 0 });
  const hash = `\\x${EMPTY_LEDGER_HASH.toString("hex")}`;
  expect(await tamper(`UPDATE audit_head SET hash = '${hash}'`)).toMatchObject({ ok: false, firstBadSeq: SIZE - 1 });
});

test("a truncated tail WITH a repaired head is not visible from inside: only a copy kept elsewhere shows it", async () => {
  const verdict = await tamper(`DELETE FROM audit_entries WHERE seq >= 15;
    UPDATE audit_head SET size = 15, hash = (SELECT hash FROM audit_entries WHERE seq = 14)`);
  expect(verdict).toEqual({ ok: true, entries: 15, checkpoints: 0, anchored: 0, firstBadSeq: null, reason: null });
});
