import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendAuditEntries } from "@/lib/audit/append-many";
import { exportArchive } from "@/lib/audit/archive/export-archive";
import { lastCheckpoint } from "@/lib/audit/checkpoint/last-checkpoint";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { noteKey, verifierKey } from "@/lib/audit/note/note-key";
import { appendLeaf, emptyFrontier, rootOf } from "@/lib/audit/tree/frontier";
import { transaction } from "@/lib/db/client";
import { databaseSource } from "../../scripts/audit-verify/database-source.mjs";
import { directorySource } from "../../scripts/audit-verify/directory-source.mjs";
import { openNotes } from "../../scripts/audit-verify/open-notes.mjs";
import { verifyLedger } from "../../scripts/audit-verify/verify.mjs";
import { verifyInOrder } from "../../scripts/audit-verify/verify-in-order.mjs";
import { verifyInSpans } from "../../scripts/audit-verify/verify-in-spans.mjs";
import { unpack } from "../audit/archive-folder";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

/** The first entry introduces the key. */
const SIZE = 601;
const SIGNED = [101, 301, SIZE];
const TILE = 256;

let database: ScratchDatabase;
let archive: string;
let kept: string;

beforeAll(async () => {
  database = await openScratchDatabase();
  const append = (count: number) =>
    transaction((tx) =>
      appendAuditEntries(
        tx,
        contextOf("on_call"),
        Array.from({ length: count }, (_, index) => ({
          action: "ANNOTATION_CREATED" as const,
          subject: { type: "annotation", id: `Ä ${index} 𝄞` },
        })),
      ),
    );
  await append(100);
  await signCheckpoint(contextOf("admin"));
  await append(200);
  await signCheckpoint(contextOf("admin"));
  await append(300);
  const exported = await exportArchive(contextOf("compliance"));
  expect(exported.entries).toBe(SIZE);
  archive = await unpack(exported.tar);
  kept = path.join(mkdtempSync(path.join(os.tmpdir(), "portal-kept-")), "601.note");
  writeFileSync(kept, (await lastCheckpoint())!.note);
});
afterAll(async () => {
  rmSync(archive, { recursive: true });
  rmSync(path.dirname(kept), { recursive: true });
  await database.close();
});

interface Verdict {
  code: number | null;
  verdict: string;
  firstBadSeq?: number | null;
  entries?: number;
}

function ours(...args: string[]): Verdict {
  const { status, stdout } = spawnSync(process.execPath, ["scripts/run.mjs", "audit-verify", "--json", ...args], {
    encoding: "utf8",
  });
  return { code: status, ...JSON.parse(stdout) };
}

function theirs(...args: string[]): Verdict {
  const { status, stdout } = spawnSync("python3", ["-I", "tests/audit/verify_ledger.py", ...args], {
    encoding: "utf8",
  });
  return { code: status, ...JSON.parse(stdout) };
}

interface Stored {
  body: Buffer;
  hash: Buffer;
}

/** A copy of the archive that can be tampered with entry by entry. */
function copy(): { folder: string; read(): Stored[]; write(entries: readonly Stored[]): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-tampered-"));
  cpSync(archive, folder, { recursive: true });
  return {
    folder,
    read: () => readBundles(folder),
    write(entries) {
      rmSync(path.join(folder, "tile/entries"), { recursive: true });
      rmSync(path.join(folder, "tile/0"), { recursive: true });
      for (let bundle = 0; bundle * TILE < entries.length; bundle++) {
        const part = entries.slice(bundle * TILE, (bundle + 1) * TILE);
        const name = `${String(bundle).padStart(3, "0")}${part.length < TILE ? `.p/${part.length}` : ""}`;
        const bytes = part.flatMap(({ body }) => [Buffer.of(body.length >> 8, body.length & 255), body]);
        put(path.join(folder, "tile/entries", name), Buffer.concat(bytes));
        put(path.join(folder, "tile/0", name), Buffer.concat(part.map(({ hash }) => hash)));
      }
    },
  };
}

function put(file: string, bytes: Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

function readBundles(folder: string): Stored[] {
  const parts = readdirSync(path.join(folder, "tile/entries"))
    .sort()
    .map((name) => (name.endsWith(".p") ? `${name}/${readdirSync(path.join(folder, "tile/entries", name))[0]}` : name));
  return parts.flatMap((name) => {
    const bytes = readFileSync(path.join(folder, "tile/entries", name));
    const hashes = readFileSync(path.join(folder, "tile/0", name));
    const found: Stored[] = [];
    for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) {
      const hash = hashes.subarray(found.length * 32, (found.length + 1) * 32);
      found.push({ body: bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)), hash });
    }
    return found;
  });
}

const leaf = (body: Buffer) => createHash("sha256").update(Buffer.of(0)).update(body).digest();

/** Entries with `change` made to the text of one, and every link after it made right again. */
function rechained(entries: readonly Stored[], from: number, change: (text: string) => string): Stored[] {
  let prev: string | null = null;
  return entries.map(({ body, hash }, seq) => {
    if (seq < from) return { body, hash };
    let text = body.toString("utf8");
    if (seq === from) text = change(text);
    if (prev !== null) text = text.replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`);
    const forged = { body: Buffer.from(text), hash: leaf(Buffer.from(text)) };
    prev = forged.hash.toString("hex");
    return forged;
  });
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

const with1 = (entries: readonly Stored[], seq: number, changed: Stored) =>
  entries.map((entry, index) => (index === seq ? changed : entry));

async function agree(folder: string, expected: Partial<Verdict>, ...more: string[]): Promise<void> {
  const [one, other] = [ours(folder, ...more), theirs(folder)];
  expect({ by: "node", ...one }).toMatchObject(expected);
  expect({ by: "python", ...other }).toMatchObject(expected);
  expect({ by: "several at once", report: await inSpans(folder) }).toMatchObject({ report: null });
  rmSync(folder, { recursive: true });
}

/**
 * What two threads say that check a bundle at a time: null unless all is right. The first bundle is this thread's, and is
 * held back until the other has ended, so that it checks all those behind.
 */
async function inSpans(folder: string, taken: number[] = []) {
  const source = directorySource(folder);
  const notes = await openNotes(source).catch(() => null);
  const other = once(process, "worker").then(([worker]) => once(worker as Worker, "message").catch(() => "failed"));
  const held = {
    ...source,
    async *pages(from: number, to: number) {
      taken.push(from);
      await other;
      yield* source.pages(from, to);
    },
  };
  return notes && verifyInSpans(held, notes, { span: TILE, threads: 2 });
}
const tampered = (firstBadSeq: number | null) => ({ code: 1, verdict: "tampered", firstBadSeq });
const incomplete = (firstBadSeq: number | null) => ({ code: 2, verdict: "incomplete", firstBadSeq });

test("the archive as it is verifies, offline, by both", () => {
  expect(ours(archive)).toMatchObject({ code: 0, entries: SIZE, checkpoints: SIGNED.length + 1, unsigned: 0 });
  expect(theirs(archive)).toMatchObject({ code: 0, entries: SIZE, unsigned: 0 });
  expect(readdirSync(path.join(archive, "tile/1/000.p"))).toEqual(["2"]);
});

test("several threads at once say the same of it as one that reads in order", async () => {
  const source = directorySource(archive);
  const inOrder = await verifyInOrder(source, await openNotes(source));
  expect(inOrder).toMatchObject({ entries: SIZE, checkpoints: SIGNED.length + 1 });
  const taken: number[] = [];
  expect(await inSpans(archive, taken)).toEqual(inOrder);
  expect(taken).toEqual([0]);
});

describe("J03 a flipped bit names its entry", () => {
  test.each([0, 1, 255, 256, 511, 512, SIZE - 1])("in the bytes of entry %d", async (seq) => {
    const { folder, read, write } = copy();
    const entries = read();
    const { body, hash } = entries[seq]!;
    write(with1(entries, seq, { body: flipped(body, (body.length * 3) & ~7), hash }));
    await agree(folder, tampered(seq));
  });

  test("in its stored hash", async () => {
    const { folder, read, write } = copy();
    const entries = read();
    write(with1(entries, 300, { ...entries[300]!, hash: flipped(entries[300]!.hash, 100) }));
    await agree(folder, tampered(300));
  });

  test("in a tile above", async () => {
    const { folder } = copy();
    const file = path.join(folder, "tile/1/000.p/2");
    writeFileSync(file, flipped(readFileSync(file), 32 * 8 + 3));
    await agree(folder, tampered(256));
  });
});

test("J04 an entry rewritten with a right hash of its own is found at the next one", async () => {
  const { folder, read, write } = copy();
  const entries = read();
  const body = Buffer.from(entries[400]!.body.toString().replace("on_call", "admin__"));
  write(with1(entries, 400, { body, hash: leaf(body) }));
  await agree(folder, tampered(401));
});

test("J05 a deleted entry", async () => {
  const { folder, read, write } = copy();
  write(read().filter((_, seq) => seq !== 10));
  await agree(folder, tampered(10));
});

test("J06 two entries swapped", async () => {
  const { folder, read, write } = copy();
  const entries = read();
  write(with1(with1(entries, 4, entries[6]!), 6, entries[4]!));
  await agree(folder, tampered(4));
});

test("J07 an entry twice, and one squeezed in", async () => {
  const { folder, read, write } = copy();
  const entries = read();
  write([...entries.slice(0, 8), ...entries.slice(7)]);
  await agree(folder, tampered(8));
});

/** As if the detail of an entry held its right place, and the entry itself named another. */
function withPlaceInside(text: string): string {
  const place = /"prev":".*"subject":"[^"]*"/.exec(text)![0];
  const inside = text.replace('"detail":{', `"detail":{"a":{"a":"x",${place}},`);
  return inside.replace(/"seq":400(?=,"subject":"[^"]*","v":1}$)/, '"seq":40000');
}

test.each<[what: string, change: (text: string) => string]>([
  ["names another place", (text) => text.replace('"seq":400', '"seq":399')],
  ["names another place, and its right one in its detail", withPlaceInside],
  ["names another place after its right one", (text) => text.replace(/,"v":1}$/, ',"seq":399,"v":1}')],
  ["names no place", (text) => text.replace('"seq":400', '"seq":')],
  ["goes on behind its end", (text) => `${text}!`],
  ["has a raw line break in a text", (text) => text.replace('"requestId":"', '"requestId":"\n')],
  ["is no object", () => "null"],
])("J06 an entry that nobody has signed yet and that %s", async (_, change) => {
  const { folder, read, write } = copy();
  write(rechained(read(), 400, change));
  const lines = readFileSync(path.join(folder, "checkpoints.ndjson"), "utf8").split("\n").slice(0, 2);
  writeFileSync(path.join(folder, "checkpoints.ndjson"), `${lines.join("\n")}\n`);
  writeFileSync(path.join(folder, "checkpoint"), JSON.parse(lines[1]!).note);
  await agree(folder, tampered(400));
});

describe("a chain made right again from some entry on is held against what was signed", () => {
  test.each([
    ["rewritten", (text: string) => text.replace('"action":"ANNOTATION_CREATED"', '"action":"LOGOUT"'), 350, 301],
    ["back-dated", (text: string) => text.replace(/"recordedAt":"\d{4}/, '"recordedAt":"2001'), 200, 101],
    ["rewritten from the first", (text: string) => text.replace('"outcome":"success"', '"outcome":"denied"'), 0, 0],
  ])("J04 %s", async (_name, change, from, located) => {
    const { folder, read, write } = copy();
    const forged = rechained(read(), from, change);
    write(forged);
    const above = [0, 1].map((tile) => rootOfTile(forged.slice(tile * TILE, (tile + 1) * TILE)));
    writeFileSync(path.join(folder, "tile/1/000.p/2"), Buffer.concat(above));
    await agree(folder, tampered(located));
  });
});

function rootOfTile(entries: readonly Stored[]): Buffer {
  const tree = emptyFrontier();
  for (const { hash } of entries) appendLeaf(tree, hash);
  return rootOf(tree);
}

describe("J08 what is missing is incomplete, never verified", () => {
  test("the last bundle", async () => {
    const { folder } = copy();
    rmSync(path.join(folder, "tile/entries/002.p"), { recursive: true });
    await agree(folder, incomplete(512));
  });
  test("a bundle in the middle", async () => {
    const { folder } = copy();
    rmSync(path.join(folder, "tile/entries/001"));
    await agree(folder, incomplete(256));
  });
  test("a tile", async () => {
    const { folder } = copy();
    rmSync(path.join(folder, "tile/0/001"));
    await agree(folder, incomplete(256));
  });
  test("a bundle under a name that is no width", async () => {
    const { folder } = copy();
    for (const kind of ["entries", "0"]) {
      const tile = path.join(folder, "tile", kind, "001");
      mkdirSync(`${tile}.p`);
      renameSync(tile, path.join(`${tile}.p`, "255.5"));
    }
    await agree(folder, incomplete(256));
  });

  test("half a tile", async () => {
    const { folder } = copy();
    const file = path.join(folder, "tile/0/001");
    writeFileSync(file, readFileSync(file).subarray(0, 100 * 32 + 5));
    await agree(folder, tampered(356));
  });
  test("half a bundle", async () => {
    const { folder } = copy();
    const file = path.join(folder, "tile/entries/000");
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, 5));
    await agree(folder, incomplete(0));
  });
  test.each(["checkpoint", "checkpoints.ndjson", "keys"])("the file %s", async (name) => {
    const { folder } = copy();
    rmSync(path.join(folder, name));
    await agree(folder, incomplete(null));
  });
});

describe("signatures", () => {
  const edit = (name: string, change: (text: string) => string) => {
    const { folder } = copy();
    const file = path.join(folder, name);
    writeFileSync(file, change(readFileSync(file, "utf8")));
    return folder;
  };

  test("a checkpoint with another size, or another signature", async () => {
    await agree(
      edit("checkpoint", (note) => note.replace("\n601\n", "\n600\n")),
      tampered(null),
    );
    await agree(
      edit("checkpoints.ndjson", (text) => text.replace("\\n301\\n", "\\n300\\n")),
      tampered(null),
    );
  });

  test.each(["checkpoint", "checkpoints.ndjson", "keys"])("a byte of the file %s that is no UTF-8", async (name) => {
    const { folder } = copy();
    const bytes = readFileSync(path.join(folder, name));
    const at = bytes.indexOf("127.0.0.1:3000/audit") + 4; // of a note or of a key
    writeFileSync(
      path.join(folder, name),
      Buffer.concat([bytes.subarray(0, at), Buffer.of(0xb1), bytes.subarray(at + 1)]),
    );
    await agree(folder, tampered(null));
  });
  test.each(["checkpoint", "keys"])("other ends of lines in the file %s", async (name) => {
    await agree(
      edit(name, (text) => text.replaceAll("\n", "\r\n")),
      tampered(null),
    );
  });

  test("a signature without its padding", async () => {
    await agree(
      edit("checkpoint", (text) => text.replace(/=\n$/, "\n")),
      tampered(null),
    );
  });

  test("a key that is not the log's", async () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const other = `${verifierKey(noteKey("127.0.0.1:3000/audit", publicKey))}\n`;
    await agree(
      edit("keys", () => other),
      tampered(null),
    );
    await agree(
      edit("keys", (text) => text.replace("+A", "+B")),
      tampered(null),
    );
  });

  test("keys got from elsewhere are the ones that count", () => {
    const file = path.join(path.dirname(kept), "keys");
    cpSync(path.join(archive, "keys"), file);
    expect(ours(archive, "--keys", file).code).toBe(0);
    expect(theirs(archive, "--keys", file).code).toBe(0);
    const { publicKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, `${verifierKey(noteKey("127.0.0.1:3000/audit", publicKey))}\n`);
    expect(ours(archive, "--keys", file)).toMatchObject({ code: 1, verdict: "tampered" });
    expect(theirs(archive, "--keys", file)).toMatchObject({ code: 1, verdict: "tampered" });
    const known = readFileSync(path.join(archive, "keys"), "utf8");
    writeFileSync(file, `\uFEFF${known.trimEnd().replaceAll("\n", "\r\n")}`);
    expect(ours(archive, "--keys", file).code).toBe(0);
    expect(theirs(archive, "--keys", file).code).toBe(0);
    // What the auditor brought is not evidence against the ledger.
    for (const text of ["", "a key\n", known.replace("+A", "+B")]) {
      writeFileSync(file, text);
      expect(ours(archive, "--keys", file), text).toMatchObject({ code: 3, verdict: "usage" });
      expect(theirs(archive, "--keys", file), text).toMatchObject({ code: 3, verdict: "usage" });
    }
    rmSync(file);
  });

  test("a checkpoint that was kept holds however an editor ends its lines", () => {
    const file = path.join(path.dirname(kept), "pasted.txt");
    const note = readFileSync(kept, "utf8");
    writeFileSync(file, `\uFEFF${note.trimEnd().replaceAll("\n", "\r\n")}`);
    expect(ours(archive, "--checkpoint", file)).toMatchObject({ code: 0, kept: 1 });
    writeFileSync(file, note.replace("\n", "\n\n"));
    expect(ours(archive, "--checkpoint", file)).toMatchObject({ code: 1, verdict: "tampered" });
    rmSync(file);
  });
});

test("a ledger taken back to an earlier checkpoint verifies by itself; one that was kept elsewhere shows it", () => {
  const { folder, read, write } = copy();
  write(read().slice(0, 301));
  const lines = readFileSync(path.join(folder, "checkpoints.ndjson"), "utf8").split("\n").slice(0, 2);
  writeFileSync(path.join(folder, "checkpoints.ndjson"), `${lines.join("\n")}\n`);
  writeFileSync(path.join(folder, "checkpoint"), JSON.parse(lines[1]!).note);
  renameSync(path.join(folder, "tile/1/000.p/2"), path.join(folder, "tile/1/000.p/1"));
  writeFileSync(
    path.join(folder, "tile/1/000.p/1"),
    readFileSync(path.join(archive, "tile/1/000.p/2")).subarray(0, 32),
  );
  expect(ours(folder).code).toBe(0);
  expect(theirs(folder).code).toBe(0);
  expect(ours(folder, "--checkpoint", kept)).toMatchObject(incomplete(301));
  expect(ours(folder, "--checkpoint", path.dirname(kept))).toMatchObject(incomplete(301));
  rmSync(folder, { recursive: true });
});

test.each([
  ["no folder", []],
  ["two", ["a", "b"]],
  ["one that is not there", ["/nowhere"]],
  ["an unknown option", ["--fast", "/tmp"]],
])("wrong usage, %s, ends with 3", (_name, args) => {
  const { status } = spawnSync(process.execPath, ["scripts/run.mjs", "audit-verify", ...args]);
  expect(status).toBe(3);
});

const COLUMN_CHANGES = [
  ...["action = 'LOGOUT'", "outcome = 'denied'", "actor_kind = 'system'", "actor_id = NULL", "actor_id = 'other'"],
  ...["actor_name = NULL", "actor_name = 'other'", "subject = NULL", "subject = 'null'", "request_id = 'other'"],
  "recorded_at = recorded_at + interval '1 millisecond'",
];

// The embedded database has no address that another process could read it by.
if (process.env.TEST_DATABASE_URL) {
  test("J04 whichever column does not say what the bytes say names its entry", async () => {
    await database.sql(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      CREATE TABLE as_it_was AS SELECT * FROM audit_entries WHERE seq = 77`);
    for (const change of COLUMN_CHANGES) {
      await database.sql(`UPDATE audit_entries SET ${change} WHERE seq = 77`);
      const source = await databaseSource(database.url);
      const found = await verifyLedger(source).then(
        () => null,
        ({ kind, seq }) => [kind, seq],
      );
      await source.close();
      expect({ change, found }).toEqual({ change, found: ["tampered", 77] });
      await database.sql(`DELETE FROM audit_entries WHERE seq = 77; INSERT INTO audit_entries SELECT * FROM as_it_was`);
    }
  });

  test("a database is verified where it stands, its columns and its head too", async () => {
    expect(ours(database.url)).toMatchObject({ code: 0, checkpoints: SIGNED.length });
    await database.sql("ALTER TABLE audit_entries DISABLE TRIGGER ALL");
    await database.sql("UPDATE audit_entries SET actor_name = 'another' WHERE seq = 77");
    expect(ours(database.url)).toMatchObject(tampered(77));
    await database.sql(`UPDATE audit_entries SET actor_name = (SELECT actor_name FROM audit_entries WHERE seq = 78) WHERE seq = 77;
      DELETE FROM audit_entries WHERE seq >= 590;
      UPDATE audit_head SET size = 590, hash = (SELECT hash FROM audit_entries WHERE seq = 589)`);
    expect(ours(database.url)).toMatchObject(tampered(590));
  });
}
