import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportArchive } from "@/lib/audit/archive/export-archive";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { getAuditEntry } from "@/lib/audit/get-entry";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { listAuditEntries } from "@/lib/audit/list-entries";
import { auditListQuerySchema } from "@/lib/audit/list-query";
import { decidePrune } from "@/lib/audit/retention/decide-prune";
import { getRetention } from "@/lib/audit/retention/get-retention";
import { liftHold } from "@/lib/audit/retention/lift-hold";
import { placeHold } from "@/lib/audit/retention/place-hold";
import { requestPrune } from "@/lib/audit/retention/request-prune";
import { withdrawPrune } from "@/lib/audit/retention/withdraw-prune";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import type { Role } from "@/lib/auth/permissions";
import { unpack } from "../audit/archive-folder";
import { appendTogether } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { settableClock } from "../support/settable-clock";

const OLD = Date.UTC(2019, 4, 10);
const OLDER = Date.UTC(2018, 0, 10);
const REASON = "kept for as long as the law asks";
const system = contextOf("admin");

let database: ScratchDatabase;
let clock: Awaited<ReturnType<typeof settableClock>>;

const append = (count: number) => appendTogether(system, count);

/** A person at a browser. */
function person(role: Role, userId: string) {
  const ctx = contextOf(role);
  if (ctx.actor.kind !== "user") throw new Error("not a person");
  return { ...ctx, now: new Date(), actor: { ...ctx.actor, userId, name: userId, sessionId: `session of ${userId}` } };
}
const officer = person("compliance", "officer");
const administrator = person("admin", "administrator");

const TABLES = ["audit_entries", "audit_checkpoints", "audit_nodes", "audit_keys"];
const asOwner = (script: string) =>
  database.sql(
    `${TABLES.map((name) => `ALTER TABLE ${name} DISABLE TRIGGER ALL;`).join("")} ${script};
     ${TABLES.flatMap((name) => ["append_only", "no_truncate"].map((kind) => `ALTER TABLE ${name} ENABLE ALWAYS TRIGGER ${name}_${kind};`)).join("")}`,
  );

beforeAll(async () => {
  database = await openScratchDatabase();
  clock = await settableClock(database);
});
afterAll(() => database.close());

/** Twenty entries of 2018, 280 of 2019 and ten of today, signed; the first one introduces the key. */
beforeEach(async () => {
  await asOwner(`TRUNCATE ${TABLES.join(",")}; DELETE FROM prune_requests; DELETE FROM legal_holds;
    UPDATE audit_head SET size = 0, hash = '\\x${EMPTY_LEDGER_HASH.toString("hex")}'`);
  await clock.set(OLDER);
  await signCheckpoint(system);
  await append(20);
  await clock.set(OLD);
  await append(279);
  await signCheckpoint(system);
  await clock.set(Date.now());
  await append(10);
});

async function prune(before = "2019-11"): Promise<number> {
  const { id } = await requestPrune(officer, { before, reason: REASON });
  return (await decidePrune(administrator, { pruneId: id, approve: true })).pruned;
}

const refusals: [string, () => Promise<unknown>, string][] = [
  ["a month that must be kept", () => requestPrune(officer, { before: "2019-12", reason: REASON }), "unprocessable"],
  [
    "the one who asked decides",
    async () => {
      const { id } = await requestPrune(officer, { before: "2019-11", reason: REASON });
      return decidePrune(officer, { pruneId: id, approve: true });
    },
    "forbidden",
  ],
  [
    "a second request",
    async () => {
      await requestPrune(officer, { before: "2019-11", reason: REASON });
      return requestPrune(administrator, { before: "2019-10", reason: REASON });
    },
    "conflict",
  ],
  [
    "a request under a hold",
    async () => {
      await placeHold(officer, { reason: REASON });
      return requestPrune(officer, { before: "2019-11", reason: REASON });
    },
    "conflict",
  ],
  [
    "an approval under a hold that came later",
    async () => {
      const { id } = await requestPrune(officer, { before: "2019-11", reason: REASON });
      await placeHold(officer, { reason: REASON });
      return decidePrune(administrator, { pruneId: id, approve: true });
    },
    "conflict",
  ],
  ["nothing that old", () => prune("2017-01"), "conflict"],
  [
    "a decision twice",
    async () => {
      const { id } = await requestPrune(officer, { before: "2019-11", reason: REASON });
      await decidePrune(administrator, { pruneId: id, approve: false });
      return decidePrune(administrator, { pruneId: id, approve: true });
    },
    "conflict",
  ],
  [
    "an approval of what was taken back",
    async () => {
      const { id } = await requestPrune(officer, { before: "2019-11", reason: REASON });
      await withdrawPrune(officer, { pruneId: id });
      return decidePrune(administrator, { pruneId: id, approve: true });
    },
    "conflict",
  ],
  [
    "an access token",
    () => {
      const { sessionId: _none, ...actor } = officer.actor;
      return requestPrune(
        { ...officer, actor: { ...actor, accessTokenId: "t" } },
        { before: "2019-11", reason: REASON },
      );
    },
    "forbidden",
  ],
  [
    "entries that do not verify",
    async () => {
      await asOwner("UPDATE audit_entries SET body = 'forged' WHERE seq = 7");
      return prune();
    },
    "conflict",
  ],
  [
    "entries that were chained anew",
    async () => {
      await asOwner("DELETE FROM audit_entries WHERE seq < 5");
      return prune();
    },
    "conflict",
  ],
];

test.each(refusals)("%s: refused, and nothing is gone", async (_name, attempt, code) => {
  await expect(attempt()).rejects.toMatchObject({ code });
  expect(await database.prisma.auditEntry.count({ where: { action: "PRUNED" } })).toBe(0);
});

test("asked for by one, approved by another: the bytes go, the hashes stay, and everything still verifies", async () => {
  const before = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" }, take: 300 });
  const waiting = await requestPrune(officer, { before: "2019-11", reason: REASON });
  expect((await getRetention(officer)).request).toMatchObject({ id: waiting.id, own: true });
  expect((await getRetention(administrator)).request).toMatchObject({ own: false, requestedBy: "officer" });
  expect(await decidePrune(administrator, { pruneId: waiting.id, approve: true })).toEqual({ pruned: 300 });
  const after = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" }, take: 300 });
  expect(after.map(({ hash, prevHash, recordedAt }) => ({ hash, prevHash, recordedAt }))).toEqual(
    before.map(({ hash, prevHash, recordedAt }) => ({ hash, prevHash, recordedAt })),
  );
  for (const { body, actorId, actorName, subject, requestId } of after)
    expect([body.length, actorId, actorName, subject, requestId]).toEqual([0, null, null, null, null]);
  expect(await verifyLedger()).toMatchObject({ ok: true, firstBadSeq: null });
  await signCheckpoint(system);
  expect(await verifyLedger()).toMatchObject({ ok: true });
  const detail = await getAuditEntry(officer, 42);
  expect(detail).toMatchObject({ pruned: true, unchanged: true, bytes: "", inclusion: { holds: true } });
  expect(await getRetention(officer)).toMatchObject({ pruned: 300, request: null });
  const { entries } = await listAuditEntries(officer, auditListQuerySchema.parse({ before: "300" }));
  expect(entries[0]).toMatchObject({ seq: 299, action: "PRUNED" });
  const told = await database.prisma.auditEntry.findFirstOrThrow({ where: { action: "RETENTION_PRUNED" } });
  expect(JSON.parse(Buffer.from(told.body).toString())).toMatchObject({
    actor: { name: "administrator" },
    detail: { upTo: 300, rows: 300, requestedBy: "officer", before: "2019-11-01T00:00:00.000Z", reason: REASON },
  });
});

test("month after month: what goes later is told of anew, and verifies", async () => {
  expect(await prune("2018-02")).toBe(21);
  expect(await verifyLedger()).toMatchObject({ ok: true });
  expect(await prune("2019-11")).toBe(279);
  expect(await verifyLedger()).toMatchObject({ ok: true });
});

test("a request is taken back by the one who asked, or another with the right, which the ledger says; once, and nobody else", async () => {
  for (const who of [officer, administrator]) {
    const { id: pruneId } = await requestPrune(officer, { before: "2019-11", reason: REASON });
    const stranger = withdrawPrune(person("security", "stranger"), { pruneId });
    await expect(stranger).rejects.toMatchObject({ code: "forbidden" });
    await withdrawPrune(who, { pruneId });
    expect((await getRetention(officer)).request).toBeNull();
    const { body } = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      action: "PRUNE_WITHDRAWN",
      actor: { name: who.actor.name },
      subject: `prune-request:${pruneId}`,
      detail: { requestedBy: "officer", before: "2019-11-01T00:00:00.000Z", reason: REASON },
    });
    await expect(withdrawPrune(who, { pruneId })).rejects.toMatchObject({ code: "conflict" });
  }
  await expect(withdrawPrune(officer, { pruneId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  const { id } = await requestPrune(officer, { before: "2019-11", reason: REASON });
  await database.sql("UPDATE audit_head SET size = size - 1"); // the ledger takes no entry
  await expect(withdrawPrune(officer, { pruneId: id })).rejects.toMatchObject({ code: "unavailable" });
  expect((await getRetention(officer)).request).toMatchObject({ id });
});

test("a hold is lifted with a reason, once; then pruning goes on", async () => {
  const { id } = await placeHold(officer, { reason: REASON });
  expect((await getRetention(officer)).holds).toMatchObject([{ id, placedBy: "officer", reason: REASON }]);
  await liftHold(officer, { holdId: id, reason: REASON });
  await expect(liftHold(officer, { holdId: id, reason: REASON })).rejects.toMatchObject({ code: "conflict" });
  expect(await prune()).toBe(300);
});

describe("the database keeps the rules by itself", () => {
  const call = (upTo: number, before: string) => database.sql(`SELECT audit_prune(${upTo}, '${before}')`);

  test.each([
    ["younger than six years", () => call(300, new Date(Date.now() - 5 * 365 * 86_400_000).toISOString()), /six years/],
    ["younger ones among them", () => call(305, "2019-11-01T00:00:00Z"), /younger entries/],
    [
      "under a hold",
      async () => {
        await placeHold(officer, { reason: REASON });
        await call(300, "2019-11-01T00:00:00Z");
      },
      /legal hold/,
    ],
    ["by hand", () => database.sql("UPDATE audit_entries SET body = '' WHERE seq = 3"), /append-only/],
    [
      "by hand, hash and all, as if it were pruning",
      () =>
        database.sql(
          "BEGIN; SET LOCAL portal.pruning = 'on'; UPDATE audit_entries SET body = '', hash = '\\x00' WHERE seq = 3; COMMIT",
        ),
      /append-only/,
    ],
  ])("%s: refused", async (_name, attempt, words) => {
    await expect(attempt()).rejects.toThrow(words);
    await database.sql("ROLLBACK");
    expect(await database.prisma.auditEntry.count({ where: { action: "PRUNED" } })).toBe(0);
  });
});

describe("the two verifiers, offline", () => {
  async function archive(): Promise<string> {
    return unpack((await exportArchive(contextOf("compliance"))).tar);
  }
  const verdicts = (folder: string) => {
    const runs = [
      spawnSync(process.execPath, ["scripts/run.mjs", "audit-verify", "--json", folder], { encoding: "utf8" }),
      spawnSync("python3", ["-I", "tests/audit/verify_ledger.py", folder], { encoding: "utf8" }),
    ];
    return runs.map(({ status, stdout }) => ({ status, ...(JSON.parse(stdout) as object) }));
  };

  test("a pruned ledger verifies", async () => {
    await prune();
    const folder = await archive();
    for (const verdict of verdicts(folder)) expect(verdict).toMatchObject({ status: 0, verdict: "ok" });
    rmSync(folder, { recursive: true });
  });

  test("bytes that are gone without an entry that says so: tampered, by the portal too", async () => {
    await asOwner("UPDATE audit_entries SET body = '', action = 'PRUNED' WHERE seq < 30");
    const folder = await archive();
    for (const verdict of verdicts(folder))
      expect(verdict).toMatchObject({ status: 1, verdict: "tampered", firstBadSeq: 0 });
    expect(await verifyLedger()).toMatchObject({ ok: false, firstBadSeq: 0 });
    rmSync(folder, { recursive: true });
  });

  test("more gone than was told, or a hole in the middle: the first one is named", async () => {
    await prune("2018-02");
    await asOwner("UPDATE audit_entries SET body = '', action = 'PRUNED' WHERE seq < 30");
    const more = await archive();
    for (const verdict of verdicts(more)) expect(verdict).toMatchObject({ status: 1, firstBadSeq: 21 });
    expect(await verifyLedger()).toMatchObject({ ok: false, firstBadSeq: 21 });
    rmSync(more, { recursive: true });
  });

  test("a hole in the middle is named", async () => {
    await asOwner("UPDATE audit_entries SET body = '', action = 'PRUNED' WHERE seq = 30");
    const folder = await archive();
    for (const verdict of verdicts(folder)) expect(verdict).toMatchObject({ status: 1, firstBadSeq: 30 });
    expect(await verifyLedger()).toMatchObject({ ok: false, firstBadSeq: 30 });
    rmSync(folder, { recursive: true });
  });

  test("a hash among the pruned ones that was changed: the checkpoint over it says so", async () => {
    await prune();
    const folder = await archive();
    const tile = path.join(folder, "tile/0/000");
    const bytes = readFileSync(tile);
    bytes[40 * 32]! ^= 1;
    writeFileSync(tile, bytes);
    for (const verdict of verdicts(folder)) expect(verdict).toMatchObject({ status: 1, verdict: "tampered" });
    rmSync(folder, { recursive: true });
  });
});
