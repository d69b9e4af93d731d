import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendAuditEntries } from "@/lib/audit/append-many";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { db, transaction } from "@/lib/db/client";
import { appendMany } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

const opened = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    action: "EPISODE_OPENED" as const,
    subject: { type: "episode", id: randomUUID() },
    detail: { alertname: `"é\u2028${index}`, nested: { list: [1, null, true] } },
  }));

test("a bulk append continues the same chain as single appends, around and between them", async () => {
  const ctx = contextOf("on_call");
  await appendMany(ctx, 2);
  await transaction((tx) => appendAuditEntries(tx, ctx, opened(6_001)));
  await appendMany(ctx, 1);
  await Promise.all([1, 2, 3].map(() => transaction((tx) => appendAuditEntries(tx, ctx, opened(20)))));
  expect(await (await db()).auditEntry.count()).toBe(6_064);
  expect(await verifyLedger()).toMatchObject({ ok: true, entries: 6_064 });
});

test("a bulk append that cannot be recorded leaves nothing behind", async () => {
  const before = await (await db()).auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const entries = [...opened(3), { action: "EPISODE_OPENED" as const, detail: { text: "\ud800" } }];
  await expect(transaction((tx) => appendAuditEntries(tx, contextOf("on_call"), entries))).rejects.toMatchObject({
    code: "unprocessable",
  });
  await transaction((tx) => appendAuditEntries(tx, contextOf("on_call"), []));
  expect(await (await db()).auditHead.findUniqueOrThrow({ where: { id: 1 } })).toEqual(before);
});
