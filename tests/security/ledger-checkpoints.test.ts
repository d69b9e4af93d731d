import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkpointJob } from "@/lib/audit/checkpoint/checkpoint-job";
import { knownKeys, lastCheckpoint } from "@/lib/audit/checkpoint/last-checkpoint";
import { LedgerFault } from "@/lib/audit/checkpoint/ledger-fault";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { signingKeys } from "@/lib/audit/checkpoint/signing-keys";
import { storedTree } from "@/lib/audit/checkpoint/stored-tree";
import { getAuditEntry } from "@/lib/audit/get-entry";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { parseCheckpoint } from "@/lib/audit/note/checkpoint-text";
import { noteKey, verifierKey } from "@/lib/audit/note/note-key";
import { openNote } from "@/lib/audit/note/signed-note";
import { leafHash } from "@/lib/audit/seal-entry";
import { appendLeaf, emptyFrontier, rootOf } from "@/lib/audit/tree/frontier";
import { inclusionProof, verifyInclusion } from "@/lib/audit/tree/inclusion-proof";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { systemActor } from "@/lib/auth/actor";
import * as environment from "@/lib/env";
import { checkProof } from "../../scripts/audit-evidence/check-proof.mjs";
import { readKeys } from "../../scripts/audit-verify/note.mjs";
import { appendTogether } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
const system = { ...contextOf("admin"), actor: systemActor("checkpoint") };
const append = (count: number) => appendTogether(contextOf("on_call"), count);

const LEDGER_TABLES = ["audit_entries", "audit_checkpoints", "audit_nodes", "audit_keys"];
/** What an administrator of the database can do: no trigger stops the owner of a table for long. */
const asOwner = (script: string) =>
  database.sql(`${LEDGER_TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER ALL;`).join("")} ${script}`);

beforeAll(async () => {
  database = await openScratchDatabase();
});
/** An empty ledger, guarded as the migrations guard it. */
beforeEach(async () => {
  const triggers = ["append_only", "no_truncate"];
  await asOwner(`TRUNCATE ${LEDGER_TABLES.join(",")};
    UPDATE audit_head SET size = 0, hash = '\\x${EMPTY_LEDGER_HASH.toString("hex")}';
    ${LEDGER_TABLES.flatMap((table) => triggers.map((name) => `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_${name};`)).join("")}`);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => database.close());

/** From the stored bytes alone, the shortest way that can be thought of. */
async function rootOfStored(size: number): Promise<Buffer> {
  const rows = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" }, take: size });
  const tree = emptyFrontier();
  for (const { body } of rows) appendLeaf(tree, leafHash(body));
  expect(tree.size).toBe(size);
  return rootOf(tree);
}

test("a checkpoint is a signed note over the root of the stored bytes, and its key's introduction is one of them", async () => {
  await append(3);
  const size = await signCheckpoint(system);
  expect(size).toBe(4);
  const row = await database.prisma.auditCheckpoint.findFirstOrThrow();
  const keys = await knownKeys();
  const { text, by } = openNote(row.note, keys);
  expect(by).toHaveLength(1);
  expect(parseCheckpoint(text)).toEqual({ origin: "127.0.0.1:3000/audit", size, root: await rootOfStored(size) });
  const introduced = await database.prisma.auditEntry.findFirstOrThrow({
    where: { action: "CHECKPOINT_KEY_INTRODUCED" },
  });
  expect(Buffer.from(introduced.body).toString()).toContain(verifierKey(keys[0]!));
  expect(await verifyLedger()).toEqual({
    ok: true,
    entries: 4,
    checkpoints: 1,
    anchored: 0,
    firstBadSeq: null,
    reason: null,
  });
});

test("it grows with the ledger, and nothing new is nothing to sign", async () => {
  await append(300);
  expect(await signCheckpoint(system)).toBe(301);
  expect(await signCheckpoint(system)).toBe(301);
  await append(300);
  expect(await signCheckpoint(system)).toBe(601);
  expect(await database.prisma.auditCheckpoint.count()).toBe(2);
  const last = await lastCheckpoint();
  expect(last?.root).toEqual(await rootOfStored(601));
  expect(await database.prisma.auditNode.count()).toBe(2);
  const rows = await database.prisma.auditEntry.findMany({ orderBy: { seq: "asc" } });
  for (const index of [0, 255, 256, 300, 511, 512, 600]) {
    const leaf = leafHash(rows[index]!.body);
    const path = await inclusionProof(storedTree, index, 601);
    expect(verifyInclusion({ index, size: 601, leaf, root: last!.root }, path), String(index)).toBe(true);
  }
});

test("an entry's page proves that it is in the newest checkpoint, in a form that others can check", async () => {
  await append(5);
  await signCheckpoint(system);
  const detail = await getAuditEntry(contextOf("compliance"), 3); // recorded itself, after the checkpoint
  const { note } = (await lastCheckpoint())!;
  expect(detail.inclusion).toMatchObject({ size: 6, holds: true });
  const [head, extra, index, ...rest] = detail.inclusion!.proof.split("\n");
  const bytes = `extra ${Buffer.from(detail.bytes).toString("base64")}`;
  expect([head, extra, index]).toEqual(["c2sp.org/tlog-proof@v1", bytes, "index 3"]);
  const end = rest.indexOf("");
  const hashes = rest.slice(0, end).map((line) => Buffer.from(line, "base64"));
  expect(rest.slice(end + 1).join("\n")).toBe(note);
  const { size, root } = parseCheckpoint(openNote(note, await knownKeys()).text);
  expect(verifyInclusion({ index: 3, size, root, leaf: leafHash(Buffer.from(detail.bytes)) }, hashes)).toBe(true);
  const keys = readKeys((await knownKeys()).map(verifierKey).join("\n"));
  expect(checkProof(detail.inclusion!.proof, keys)).toMatchObject({ seq: 3, entry: detail.bytes, size: 6 });
  expect((await getAuditEntry(contextOf("compliance"), 6)).inclusion).toBeNull();
});

test.each([
  ["checkpoint was tampered with", "UPDATE audit_checkpoints SET note = replace(note, 'audit', 'audits')"],
  [
    "hash of a neighbour was changed",
    "UPDATE audit_entries SET hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) WHERE seq = 2",
  ],
])("an entry's page says that it is not proved when the %s", async (_name, script) => {
  await append(5);
  await signCheckpoint(system);
  await asOwner(script);
  expect((await getAuditEntry(contextOf("compliance"), 3)).inclusion).toMatchObject({ size: 6, holds: false });
});

test("an hour of silence is written down and signed", async () => {
  await append(1);
  await checkpointJob.run(system);
  const first = await lastCheckpoint();
  await checkpointJob.run(system);
  expect((await lastCheckpoint())?.size).toBe(first?.size);
  await asOwner("UPDATE audit_checkpoints SET signed_at = signed_at - interval '61 minutes'");
  await checkpointJob.run(system);
  expect((await lastCheckpoint())?.size).toBe(first!.size + 1);
  expect(await database.prisma.auditEntry.count({ where: { action: "LEDGER_IDLE" } })).toBe(1);
});

test("R11 of many signers at once one wins, and every checkpoint is of the one ledger", async () => {
  for (let round = 0; round < 5; round++) {
    await append(2);
    const sizes = await Promise.all(Array.from({ length: 8 }, () => signCheckpoint(system)));
    expect(new Set(sizes).size).toBe(1);
  }
  expect(await database.prisma.auditCheckpoint.count()).toBe(5);
  expect(await database.prisma.auditEntry.count({ where: { action: "CHECKPOINT_KEY_INTRODUCED" } })).toBe(1);
  expect(await verifyLedger()).toMatchObject({ ok: true, checkpoints: 5 });
});

describe("what it cannot derive again it does not sign", () => {
  beforeEach(async () => {
    await append(10);
    await signCheckpoint(system);
    await append(10);
  });

  const refused = async (script: string, seq: number) => {
    await asOwner(script);
    const before = await database.prisma.auditCheckpoint.count();
    const failure = await signCheckpoint(system).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LedgerFault);
    expect(failure).toMatchObject({ seq });
    expect(await database.prisma.auditCheckpoint.count()).toBe(before);
  };

  test("a flipped bit", () =>
    refused("UPDATE audit_entries SET body = set_bit(body, 80, 1 - get_bit(body, 80)) WHERE seq = 15", 15));
  test("a missing entry", () => refused("DELETE FROM audit_entries WHERE seq = 15", 15));
  test("an entry before the last checkpoint that was given another hash", () =>
    refused("UPDATE audit_entries SET hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) WHERE seq = 10", 11));
  test("a truncated tail with a repaired head, shorter than what was signed", () =>
    refused(
      `DELETE FROM audit_entries WHERE seq >= 5;
       UPDATE audit_head SET size = 5, hash = (SELECT hash FROM audit_entries WHERE seq = 4)`,
      5,
    ));
  test("a checkpoint with another root", () => refused("UPDATE audit_checkpoints SET root = frontier || root", 11));
  test("a checkpoint with another text", () =>
    refused("UPDATE audit_checkpoints SET note = replace(note, E'\\n11\\n', E'\\n12\\n')", 11));
});

describe("what only a signature shows is located after the last checkpoint that holds", () => {
  beforeEach(async () => {
    await append(5);
    await signCheckpoint(system); // 6 entries
    await append(6);
    await signCheckpoint(system); // 12
    await append(3);
  });

  test("J08 a truncated tail with a repaired head", async () => {
    await asOwner(`DELETE FROM audit_entries WHERE seq >= 9;
      UPDATE audit_head SET size = 9, hash = (SELECT hash FROM audit_entries WHERE seq = 8)`);
    const verdict = await verifyLedger();
    expect(verdict).toMatchObject({ ok: false, firstBadSeq: 9, checkpoints: 1 });
    expect(verdict.reason).toBe("12 entries were signed, 9 are stored");
  });

  test("J04 a chain rewritten from some entry on, to a repaired head", async () => {
    await asOwner(await rewrittenFrom(8));
    expect(await verifyLedger()).toMatchObject({ ok: false, firstBadSeq: 6, checkpoints: 1 });
  });

  test("a checkpoint forged without the key", async () => {
    await asOwner(`${await rewrittenFrom(8)}
      UPDATE audit_checkpoints SET note = replace(note, 'x', 'y') WHERE size = 12`);
    expect(await verifyLedger()).toMatchObject({ ok: false, firstBadSeq: 6 });
  });

  test("after the last checkpoint, and without it, a rewritten chain is not visible from inside", async () => {
    await asOwner(`${await rewrittenFrom(8)} DELETE FROM audit_checkpoints WHERE size = 12`);
    expect(await verifyLedger()).toMatchObject({ ok: true, checkpoints: 1 });
  });

  async function rewrittenFrom(first: number): Promise<string> {
    const rows = await database.prisma.auditEntry.findMany({ where: { seq: { gte: first } }, orderBy: { seq: "asc" } });
    const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString("hex")}'`;
    let prev: Buffer | undefined;
    let script = "";
    for (const row of rows) {
      const old = Buffer.from(row.prevHash).toString("hex");
      const text = Buffer.from(row.body).toString().replace(row.requestId!, "forged");
      const body = Buffer.from(prev ? text.replace(old, prev.toString("hex")) : text);
      const hash = leafHash(body);
      script += `UPDATE audit_entries SET request_id = 'forged', body = ${hex(body)}, hash = ${hex(hash)},
        prev_hash = ${hex(prev ?? row.prevHash)} WHERE seq = ${row.seq};`;
      prev = hash;
    }
    return `${script} UPDATE audit_head SET hash = ${hex(prev!)};`;
  }
});

describe("the signing key", () => {
  const keyFile = (...texts: string[]) => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "portal-key-")), "keys.pem");
    writeFileSync(file, texts.join("\n"));
    vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), AUDIT_SIGNING_KEY_FILE: file });
  };
  const pem = () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  };

  test("without a file comes from the portal's secret, the same at every replica", () => {
    const [first, again] = [signingKeys(), signingKeys()];
    expect(first[0]?.equals(again[0]!)).toBe(true);
  });

  test("is replaced by signing with both for a while: each alone opens those checkpoints", async () => {
    const [old, next] = [pem(), pem()];
    keyFile(old);
    await append(1);
    await signCheckpoint(system);
    keyFile(next, old);
    await append(1);
    await signCheckpoint(system);
    const { note, origin } = (await lastCheckpoint())!;
    for (const key of signingKeys()) {
      const known = noteKey(origin, createPublicKey(key));
      expect(openNote(note, [known]).by).toEqual([known]);
    }
    expect(await database.prisma.auditKey.count()).toBe(2);
    expect(await verifyLedger()).toMatchObject({ ok: true, checkpoints: 2 });
  });

  test.each([
    ["nothing", ""],
    ["a public key", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----"],
    [
      "a key of another kind",
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    ],
  ])("a file with %s is refused in one line", (_name, text) => {
    keyFile(text);
    expect(() => signingKeys()).toThrow(/^AUDIT_SIGNING_KEY_FILE: \S+ must hold Ed25519 private keys/);
  });

  test("a file that is not there is refused in one line", () => {
    vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), AUDIT_SIGNING_KEY_FILE: "/nowhere/key.pem" });
    expect(() => signingKeys()).toThrow(/^AUDIT_SIGNING_KEY_FILE: \/nowhere\/key.pem cannot be read/);
  });
});

test("the tables of checkpoints are append-only for the owner's own statements too", async () => {
  await append(300);
  await signCheckpoint(system);
  for (const table of ["audit_checkpoints", "audit_nodes", "audit_keys"])
    for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`])
      await expect(database.sql(statement)).rejects.toThrow(/append-only/);
});
