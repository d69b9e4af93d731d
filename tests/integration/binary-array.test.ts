import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import { databaseKind, db, transaction } from "@/lib/db/client";
import { PreparingClient } from "@/lib/db/preparing-client";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

test("arrays of every type arrive as they were sent, nulls and odd texts too", async () => {
  const uuid = randomUUID();
  const times = [0, Date.UTC(1969, 0, 1) + 1, Date.UTC(2026, 10, 25, 12, 0, 0, 123), 253_402_300_799_999];
  const texts = ["", 'a"b\\c{},', "NULL", "é\u2028😀", null];
  const numbers = [0, -1, 2 ** 32, -(2 ** 32) - 5, Number.MAX_SAFE_INTEGER];
  const [row] = await bulk(await db()).query<Record<string, unknown>>`
    SELECT ${binaryArray("text", texts)}::text[] AS texts,
           ${binaryArray("bytea", [Buffer.from([0, 255, 39]), Buffer.alloc(0), null])}::bytea[] AS bytes,
           ${binaryArray("uuid", [uuid, null])}::uuid[]::text[] AS uuids,
           ${binaryArray("int4", [7, -7, null])}::int4[] AS small,
           ${binaryArray("int8", numbers)}::int8[]::text[] AS large,
           ${binaryArray("timestamptz", times)}::timestamptz[] AS times,
           ${binaryArray("bool", [true, false, null])}::bool[] AS flags,
           ${binaryArray("text", Array(1_001).fill("é"))}::text[] AS alike,
           ${binaryArray("timestamptz", Array(3).fill(null))}::timestamptz[] AS unset,
           ${binaryArray("text", ["x".repeat(9), "€".repeat(5_000), "y"])}::text[] AS growing,
           cardinality(${binaryArray("text", [])}::text[]) AS none`;
  expect(row!.texts).toEqual(texts);
  const bytes = row!.bytes as (Uint8Array | null)[];
  expect(bytes.map((value) => value && [...value])).toEqual([[0, 255, 39], [], null]);
  expect(row!.uuids).toEqual([uuid, null]);
  expect(row!.small).toEqual([7, -7, null]);
  expect(row!.large).toEqual(numbers.map(String));
  expect((row!.times as Date[]).map((time) => time.getTime())).toEqual(times);
  expect(row!.flags).toEqual([true, false, null]);
  expect(row!.none).toBe(0);
  expect(row!.alike).toEqual(Array(1_001).fill("é"));
  expect(row!.unset).toEqual([null, null, null]);
  expect(row!.growing).toEqual(["x".repeat(9), "€".repeat(5_000), "y"]);
});

test("a bulk statement is part of its transaction", async () => {
  const names = binaryArray("text", ["a", "b"]);
  await transaction(async (tx) => {
    await bulk(tx).execute`INSERT INTO heartbeats (leg) SELECT unnest(${names}::text[])`;
    expect(await tx.heartbeat.count()).toBe(2);
    throw new Error("undo");
  }).catch(() => undefined);
  expect(await (await db()).heartbeat.count()).toBe(0);
});

test("a text that looks like a mark is only a text", async () => {
  const mark = "bytes 00000000-0000-4000-8000-000000000000";
  expect(await bulk(await db()).query`SELECT ${mark}::text AS text`).toEqual([{ text: mark }]);
});

test("where what was prepared is not there any more, one transaction fails and the next ones do without", async () => {
  const count = () =>
    transaction(async (tx) => {
      const names = binaryArray("text", ["a", "b"]);
      const rows = () => bulk(tx).query<{ many: number }>`SELECT cardinality(${names}::text[]) AS many`;
      await rows();
      await tx.$executeRaw`DEALLOCATE ALL`;
      return (await rows())[0]!.many;
    });
  if ((await databaseKind()) === "server") {
    await expect(count()).rejects.toThrow();
    expect(PreparingClient.prepares).toBe(false);
  }
  expect(await count()).toBe(2);
  PreparingClient.prepares = true;
});
