import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkAppend } from "@/lib/audit/bulk-append";
import { draftEntry } from "@/lib/audit/draft-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { recordHeartbeat } from "@/lib/db/heartbeat";
import { annotationCounts } from "../support/annotation-counts";
import { appendOne } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const ctx = contextOf("on_call");
let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

const draft = (id: string, note = "") =>
  draftEntry(ctx, { action: "ANNOTATION_CREATED", subject: { type: "annotation", id }, detail: { note } });
const append = (id: string, note?: string) => bulkAppend(async () => ({ result: id, drafts: [draft(id, note)] }));
const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

test("many who append at once are written in few transactions, in their order, beside the other writer", async () => {
  const many = ids(400);
  const others = ids(10);
  const waiting = many.map((id) => append(id));
  for (const id of others) await appendOne(ctx, { subject: { type: "annotation", id } });
  expect(await Promise.all(waiting)).toEqual(many);
  const rows = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" } });
  const written = rows.map(({ subject }) => subject!.slice("annotation:".length));
  expect(written.filter((id) => !others.includes(id))).toEqual(many);
  expect(new Set(rows.map(({ recordedAt }) => recordedAt.getTime())).size).toBeLessThan(60);
  expect(await verifyLedger()).toMatchObject({ ok: true, entries: 410 });
});

test("beside three other writers, and with changes that wait for each other, the order of the calls is kept", async () => {
  const ENTRIES = 12; // so that few calls are a group
  const called: string[] = [];
  let isDone = false;
  const other = async () => {
    while (!isDone) await appendOne(ctx, { subject: { type: "other", id: "x" } });
  };
  const others = [other(), other(), other()];
  const producer = async () => {
    while (called.length < 1_600) {
      const id = randomUUID();
      called.push(id);
      await bulkAppend(async (tx) => {
        if (called.length > 800) await recordHeartbeat(tx, "bulk");
        return { result: id, drafts: Array.from({ length: ENTRIES }, () => draft(id)) };
      });
    }
  };
  await Promise.all(Array.from({ length: 256 }, producer));
  isDone = true;
  await Promise.all(others);
  const rows = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" }, select: { subject: true } });
  const written = rows.map(({ subject }) => subject!.slice("annotation:".length));
  const wanted = new Set(called);
  const wantedRows = called.flatMap((id) => Array.from({ length: ENTRIES }, () => id));
  expect(written.filter((id) => wanted.has(id))).toEqual(wantedRows);
  expect(await verifyLedger()).toMatchObject({ ok: true });
});

test("a change goes with its entries; of a group only the one that fails is told so", async () => {
  const all = ids(9);
  const taken: string = all[0]!;
  const change = (id: string, key: string) =>
    bulkAppend(async (tx) => {
      await tx.annotation.create({ data: { id: key, kind: "other", at: ctx.now, title: "bulk", createdBy: "test" } });
      return { result: id, drafts: [draft(id)] };
    });
  const outcomes = await Promise.allSettled(all.map((id, index) => change(id, index === 4 ? taken : id)));
  expect(outcomes.map(({ status }) => status).indexOf("rejected")).toBe(4);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  const counts = await annotationCounts();
  expect(all.map((id) => counts.get(id) ?? 0)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
  expect(await database.prisma.annotation.count({ where: { title: "bulk" } })).toBe(8);
});

test("an entry that is too large is refused with 422, alone", async () => {
  const all = ids(5);
  const outcomes = await Promise.allSettled(all.map((id, index) => append(id, "x".repeat(index === 2 ? 61_440 : 1))));
  expect(outcomes[2]).toMatchObject({ status: "rejected", reason: { status: 422 } });
  const counts = await annotationCounts();
  expect(all.map((id) => counts.get(id) ?? 0)).toEqual([1, 1, 0, 1, 1]);
  expect(await verifyLedger()).toMatchObject({ ok: true });
});

test("without the ledger's head all are told 503, and the next ones are written", async () => {
  await database.sql("ALTER TABLE audit_head RENAME TO audit_head_gone");
  const outcomes = await Promise.allSettled(ids(20).map((id) => append(id)));
  await database.sql("ALTER TABLE audit_head_gone RENAME TO audit_head");
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: { status: 503 } });
  await Promise.all(ids(20).map((id) => append(id)));
  expect(await verifyLedger()).toMatchObject({ ok: true });
});
