import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { appendAuditEntries } from "@/lib/audit/append-many";
import { entryFilter } from "@/lib/audit/entry-filter";
import { exportAuditEntries } from "@/lib/audit/export/export-entries";
import { type AuditExportQuery, auditFilterSchema } from "@/lib/audit/list-query";
import { csvRow } from "@/lib/csv/csv-row";
import * as client from "@/lib/db/client";
import { streamBytes } from "@/lib/http/stream-bytes";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const ENTRIES = 5_500;
const PAGE = 1_000;
const compliance = contextOf("compliance");
const HOSTILE = [
  "=1+1",
  "+1",
  "  @SUM(A1)",
  "＝1",
  "\u00a0-1",
  'a "quoted", name',
  "two\r\nlines",
  "ünï 😀 عربى",
  "50%_off'",
  "'=1",
  '"\u2009@1',
  "\t1",
  "\ufeff＠1",
  ":=1",
  "\\.",
  " plain ",
];

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
  const others = HOSTILE.map((id) => ({ action: "ALERT_NOTED" as const, subject: { type: id, id }, detail: { id } }));
  const many = Array.from({ length: ENTRIES }, (_, index) => ({
    action: "ANNOTATION_CREATED" as const,
    outcome: index % 7 === 0 ? ("failure" as const) : undefined,
    subject: index % 5 === 0 ? undefined : { type: "annotation", id: String(index) },
  }));
  for (const [index, entries] of [others, many].entries()) {
    const ctx = contextOf("on_call", { requestId: index === 0 ? '=cmd|" /C calc"' : "r" });
    await client.transaction((tx) => appendAuditEntries(tx, ctx, entries));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => database.close());

async function exported(query: AuditExportQuery): Promise<{ rows: number; all: string }> {
  const { rows, chunks } = await exportAuditEntries(compliance, query);
  return { rows, all: await text(chunks) };
}

const stored = (where = {}) => database.prisma.auditEntry.findMany({ where, orderBy: { seq: "asc" } });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("K01 K02 the CSV is what the one CSV writer makes of the same entries", async () => {
  const entries = await stored();
  const { rows, all } = await exported({ format: "csv" });
  const expected = entries.map((row) =>
    csvRow([
      ...[Number(row.seq), row.recordedAt.toISOString(), row.action, row.outcome, row.actorKind, row.actorId],
      ...[row.actorName, row.subject, row.requestId, hex(row.prevHash), hex(row.hash)],
      Buffer.from(row.body).toString("utf8"),
    ]),
  );
  expect(rows).toBe(entries.length);
  expect(all.slice(0, all.indexOf("\r\n"))).toBe(
    "seq,recorded_at_utc,action,outcome,actor_kind,actor_id,actor_name,subject,request_id,prev_hash,hash,bytes",
  );
  expect(all.slice(all.indexOf("\r\n") + 2)).toBe(expected.join(""));
});

test("the lines of JSON hold the very bytes that were hashed", async () => {
  const entries = await stored();
  const lines = (await exported({ format: "ndjson" })).all.split("\n").slice(0, -1);
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    entries.map((row) => ({
      seq: Number(row.seq),
      prevHash: hex(row.prevHash),
      hash: hex(row.hash),
      bytes: Buffer.from(row.body).toString("utf8"),
    })),
  );
});

test("an entry whose bytes are no text is in the CSV too, and all the others", async () => {
  const tamper = (body: string) =>
    database.sql(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      UPDATE audit_entries SET body = ${body} WHERE seq = ${ENTRIES - 1_200}`);
  await tamper("'\\xff00'::bytea || body");
  const { all } = await exported({ format: "csv" });
  await tamper("substring(body FROM 3)");
  const expected = (await stored()).map((row) => Number(row.seq));
  const seqs = all.split("\r\n").filter((line) => /^\d+,\d{4}-/.test(line));
  expect(seqs.map((line) => Number(line.slice(0, line.indexOf(","))))).toEqual(expected.slice(0, -1));
});

const FILTERS = [
  { action: "ALERT_NOTED" },
  { outcome: "failure" },
  { actor: "test ON" },
  { actor: "%" },
  { actor: "' OR '1'='1" },
  { actor: "\\" },
  { actor: "$1 ; DROP TABLE audit_entries --" },
  { subject: "annotation:12" },
  { subject: "50%_" },
  { subject: "5_" },
  { subject: HOSTILE[5] },
  { from: "2020-01-01", to: "2020-01-02" },
  { from: "2020-01-01", outcome: "failure", subject: "annotation:7" },
];

test.each(FILTERS)("the export of %j holds what the list of the same filter holds", async (given) => {
  const filter = auditFilterSchema.parse(given);
  const expected = (await stored(entryFilter(filter))).map(({ seq }) => Number(seq));
  const { rows, all } = await exported({ ...filter, format: "ndjson" });
  const found = all
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).seq as number);
  expect(found).toEqual(expected);
  expect(rows).toBe(expected.length);
});

/** How many rows the database has given so far. */
function countRows(): () => number {
  const { copyRows } = client;
  let rows = 0;
  vi.spyOn(client, "copyRows").mockImplementation(async (sql, memory) => {
    const copied = await copyRows(sql, memory);
    rows += sql.includes("binary") ? copied.messages - 1 : copied.messages;
    return copied;
  });
  return () => rows;
}

test.each(["csv", "ndjson"] as const)(
  "K11 a slow reader of %s holds back the database: two pages at most are in memory",
  async (format) => {
    const read = countRows();
    const { chunks, rows } = await exportAuditEntries(compliance, { format });
    let taken = 0;
    for await (const chunk of chunks) {
      await pause(30);
      expect(read() - taken).toBeLessThanOrEqual(2 * PAGE);
      if (!chunk.toString("latin1", 0, 4).startsWith("seq,")) taken += Math.min(PAGE, rows - taken);
    }
    expect([taken, read()]).toEqual([rows, rows]);
  },
);

test("K11 a reader who leaves ends the reading", async () => {
  const read = countRows();
  const { chunks } = await exportAuditEntries(compliance, { format: "csv" });
  const reader = streamBytes(chunks).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  await pause(100);
  expect(read()).toBeLessThanOrEqual(3 * PAGE);
  expect(await chunks.next()).toEqual({ done: true, value: undefined });
});
