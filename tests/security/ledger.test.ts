import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as entryRoute from "@/app/api/audit/entries/[seq]/route";
import * as entriesRoute from "@/app/api/audit/entries/route";
import { GET as exportRoute } from "@/app/api/audit/export/route";
import { appendAuditEntry } from "@/lib/audit/append";
import { exportAuditEntries } from "@/lib/audit/export/export-entries";
import { getAuditEntry } from "@/lib/audit/get-entry";
import { listAuditEntries } from "@/lib/audit/list-entries";
import { auditExportQuerySchema, auditListQuerySchema } from "@/lib/audit/list-query";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { transaction } from "@/lib/db/client";
import { appendMany, appendOne } from "../support/append-entries";
import { contextOf } from "../support/context";
import { onEmbeddedOnly, onServerOnly } from "../support/on-database-kind";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const CHANGES = ["UPDATE audit_entries SET action = 'X'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"];

let database: ScratchDatabase;
const compliance = contextOf("compliance");

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

async function newest() {
  const entry = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
  return { ...entry, text: Buffer.from(entry.body).toString("utf8") };
}

test("J01 no method of the ledger's routes changes or removes an entry", () => {
  for (const route of [entriesRoute, entryRoute]) expect(Object.keys(route)).toEqual(["GET"]);
});

test.each(CHANGES)("J02 %s is refused by the database", async (statement) => {
  await appendOne(compliance);
  await expect(database.sql(statement)).rejects.toThrow(/append-only/);
  expect((await verifyLedger()).ok).toBe(true);
});

test("concurrent appends are dense and chained", async () => {
  const before = await verifyLedger();
  await Promise.all(Array.from({ length: 24 }, () => appendOne(compliance)));
  expect(await verifyLedger()).toEqual({
    ok: true,
    entries: before.entries + 24,
    checkpoints: 0,
    anchored: 0,
    firstBadSeq: null,
    reason: null,
  });
});

test("a transaction that fails after its entry leaves nothing", async () => {
  const before = await verifyLedger();
  const work = transaction(async (tx) => {
    await appendAuditEntry(tx, compliance, { action: "ANNOTATION_CREATED" });
    throw new Error("the change failed");
  });
  await expect(work).rejects.toThrow("the change failed");
  expect(await verifyLedger()).toEqual(before);
});

test("J10 control characters in a name or a user agent stay inside one line of the export", async () => {
  const ctx = contextOf("compliance", { userAgent: "a\r\nb\u001b[31m\u2028c" });
  await appendOne(ctx, { detail: { name: "x\r\ny\u001b[0m" } });
  const { seq } = await newest();
  const lines = (await text((await exportAuditEntries(compliance, { format: "ndjson" })).chunks)).split("\n");
  const line = lines.find((candidate) => candidate.includes(`"seq":${seq},`));
  expect(JSON.parse(JSON.parse(line ?? "{}").bytes).userAgent).toBe("a\r\nb\u001b[31m\u2028c");
  expect(lines.filter(Boolean).every((candidate) => JSON.parse(candidate).hash.length === 64)).toBe(true);
});

describe("J11 filters", () => {
  test.each([
    { sort: ";drop" },
    { page: "-1" },
    { limit: "1e9" },
    { limit: "0" },
    { before: "12; DROP TABLE audit_entries" },
    { before: "99999999999999999999" },
    { before: "-1" },
    { after: "1", before: "2" },
    { action: "NOT_AN_ACTION" },
    { outcome: "' OR 1=1 --" },
    { from: "yesterday" },
    { actor: "x".repeat(121) },
  ])("J11 %j is refused", (query) => {
    expect(auditListQuerySchema.safeParse(query).success).toBe(false);
  });

  test("J11 wildcards and quotes in a text stand for themselves", async () => {
    await appendOne(contextOf("compliance"), { subject: { type: "report", id: "50%_off'" } });
    const list = (actor?: string, subject?: string) =>
      listAuditEntries(compliance, { ...auditListQuerySchema.parse({}), actor, subject });
    for (const hostile of ["%", "_", "\\", "' OR '1'='1", "Test%"]) expect((await list(hostile)).entries).toEqual([]);
    expect((await list(undefined, "report:50%_")).entries).toHaveLength(1);
    expect((await list(undefined, "report:5_%")).entries).toEqual([]);
    expect((await list("test COMPL")).entries.length).toBeGreaterThan(0);
  });
});

test("pages by keyset, both ways, without gap or overlap", async () => {
  await appendMany(compliance, 12);
  const query = auditListQuerySchema.parse({ action: "ANNOTATION_CREATED", limit: "5" });
  const first = await listAuditEntries(compliance, query);
  const second = await listAuditEntries(compliance, { ...query, before: first.older ?? undefined });
  const back = await listAuditEntries(compliance, { ...query, after: second.newer ?? undefined });
  expect(first.newer).toBeNull();
  expect(second.entries[0]!.seq).toBeLessThan(first.entries[4]!.seq);
  expect(back.entries).toEqual(first.entries);
});

test("J12 looking at the ledger and exporting it are entries themselves", async () => {
  await listAuditEntries(compliance, auditListQuerySchema.parse({ outcome: "denied" }));
  expect(await newest()).toMatchObject({ action: "AUDIT_VIEWED", actorName: "Test compliance" });
  await getAuditEntry(compliance, 0);
  expect(await newest()).toMatchObject({ action: "AUDIT_VIEWED", subject: "audit-entry:0" });
  const { rows, chunks } = await exportAuditEntries(compliance, auditExportQuerySchema.parse({ format: "csv" }));
  const entry = await newest();
  expect(entry.action).toBe("EXPORT_DATA");
  expect(JSON.parse(entry.text).detail.rows).toBe(rows);
  expect((await text(chunks)).split("\r\n")).toHaveLength(rows + 2);
});

test("J12 a role without the permission reads and exports nothing", async () => {
  const product = contextOf("product");
  await expect(listAuditEntries(product, auditListQuerySchema.parse({}))).rejects.toMatchObject({ code: "forbidden" });
  await expect(exportAuditEntries(contextOf("admin"), { format: "csv" })).rejects.toMatchObject({ code: "forbidden" });
  const { status } = await exportRoute(new Request("http://portal.test/api/audit/export?format=csv"), {
    params: Promise.resolve({}),
  });
  expect(status).toBe(401);
});

describe("J13 fail closed", () => {
  async function changeAndRecord(): Promise<void> {
    await transaction(async (tx) => {
      await tx.annotation.create({ data: { kind: "other", at: new Date(), title: "J13", createdBy: "test" } });
      await appendAuditEntry(tx, compliance, { action: "ANNOTATION_CREATED" });
    });
  }
  const changes = () => database.prisma.annotation.count({ where: { title: "J13" } });

  test("J13 without the ledger's table the change is refused with 503 and undone", async () => {
    await database.sql("ALTER TABLE audit_entries RENAME TO audit_entries_gone");
    await expect(changeAndRecord()).rejects.toMatchObject({ code: "unavailable", status: 503 });
    await database.sql("ALTER TABLE audit_entries_gone RENAME TO audit_entries");
    expect(await changes()).toBe(0);
    expect((await verifyLedger()).ok).toBe(true);
  });

  onServerOnly("J13 a head held for 5 s costs a waiting writer 2 s and a 503", async () => {
    const holder = database.sql("BEGIN; SELECT 1 FROM audit_head FOR UPDATE; SELECT pg_sleep(5); COMMIT");
    await sleep(300);
    const started = performance.now();
    await expect(changeAndRecord()).rejects.toMatchObject({ status: 503 });
    expect(performance.now() - started).toBeLessThan(3500);
    await holder;
    expect(await changes()).toBe(0);
  });

  onEmbeddedOnly("J13 the embedded session held for longer than a writer waits is a 503", async () => {
    const holder = transaction(() => sleep(6_500));
    await sleep(100);
    await expect(changeAndRecord()).rejects.toMatchObject({ code: "unavailable", status: 503 });
    await holder;
    expect(await changes()).toBe(0);
  });

  test("a text that has no canonical form is refused with 422, not written differently", async () => {
    await expect(appendOne(compliance, { detail: { name: "\ud800" } })).rejects.toMatchObject({ status: 422 });
    await expect(appendOne(compliance, { detail: { name: "x".repeat(61_440) } })).rejects.toMatchObject({
      status: 422,
    });
  });
});
