import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { anchorJob } from "@/lib/audit/anchor/anchor-job";
import { checkpointName } from "@/lib/audit/anchor/checkpoint-name";
import { directoryAnchor } from "@/lib/audit/anchor/directory-anchor";
import { readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { serveAnchor } from "@/lib/audit/anchor/serve-anchor";
import { exportArchive } from "@/lib/audit/archive/export-archive";
import { lastCheckpoint } from "@/lib/audit/checkpoint/last-checkpoint";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { getLedgerProof } from "@/lib/audit/get-proof";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { runVerification } from "@/lib/audit/run-verification";
import { leafHash } from "@/lib/audit/seal-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { systemActor } from "@/lib/auth/actor";
import { dayOf } from "@/lib/compliance/day";
import { runDay } from "@/lib/compliance/run-day";
import * as environment from "@/lib/env";
import { checkPortal } from "@/lib/status/check-portal";
import { listSources } from "@/lib/status/list-sources";
import { unpack } from "../audit/archive-folder";
import { appendTogether } from "../support/append-entries";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let directory: string;
const system = { ...contextOf("admin"), actor: systemActor("anchor") };
const append = (count: number) => appendTogether(contextOf("on_call"), count);

const LEDGER_TABLES = ["audit_entries", "audit_checkpoints", "audit_nodes", "audit_keys"];
/** What an administrator of the database can do: no trigger stops the owner of a table for long. */
const asOwner = (script: string) =>
  database.sql(`${LEDGER_TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER ALL;`).join("")} ${script}`);
const due = () => database.sql("UPDATE audit_anchors SET next_attempt_at = clock_timestamp()");
const row = () => database.prisma.auditAnchor.findUniqueOrThrow({ where: { name: "directory" } });
const run = async () => {
  await due();
  return anchorJob.run(system);
};
const grow = async (count: number) => {
  await append(count);
  return signCheckpoint(system);
};
const files = () => readdirSync(directory).sort();

beforeAll(async () => {
  process.env.DATASOURCES_FILE = path.join(mkdtempSync(path.join(os.tmpdir(), "portal-sources-")), "none.yaml");
  writeFileSync(
    process.env.DATASOURCES_FILE,
    "datasources:\n  - { name: cloudwatch, type: cloudwatch, region: us-east-1 }\n",
  );
  database = await openScratchDatabase();
});
beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "portal-anchors-"));
  configure({ AUDIT_ANCHOR_DIR: directory, AUDIT_ANCHOR_DIR_INDEPENDENT: "on" });
  await asOwner(`TRUNCATE ${LEDGER_TABLES.join(",")}; DELETE FROM audit_anchors;
    UPDATE audit_head SET size = 0, hash = '\\x${EMPTY_LEDGER_HASH.toString("hex")}'`);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});
afterAll(() => database.close());

function configure(changes: Partial<environment.Env>): void {
  vi.restoreAllMocks();
  vi.spyOn(environment, "env").mockReturnValue({ ...environment.env(), ...changes });
}

test("each new checkpoint is brought out, byte for byte; without a new one nothing is", async () => {
  expect(await grow(3)).toBe(4);
  await run();
  expect(files()).toEqual([checkpointName(4)]);
  expect(readFileSync(path.join(directory, checkpointName(4)), "utf8")).toBe((await lastCheckpoint())!.note);
  expect(await row()).toMatchObject({ size: 4n, failingSince: null, contradicted: false });
  const { seenAt, anchoredAt } = await row();
  await run();
  expect(files()).toHaveLength(1);
  expect((await row()).anchoredAt).toEqual(anchoredAt);
  expect((await row()).seenAt!.getTime()).toBeGreaterThan(seenAt!.getTime());
  await grow(300);
  await run();
  expect(files()).toEqual([checkpointName(4), checkpointName(304)]);
  expect(await runVerification(system)).toMatchObject({ ok: true, anchored: 2, anchorsRead: ["Directory"] });
});

test("nothing is published before its time, and nothing while nothing is signed", async () => {
  await anchorJob.run(system);
  expect(files()).toEqual([]);
  expect(await row()).toMatchObject({ size: 0n, seenAt: null, failingSince: null });
  await grow(1);
  await anchorJob.run(system);
  expect(files()).toEqual([]);
  await run();
  expect(files()).toEqual([checkpointName(2)]);
});

test("R11 of many replicas at once one publishes, and what one of them did already is not done again", async () => {
  const anchor = directoryAnchor({ directory, everySeconds: 60, independent: true });
  const publish = vi.spyOn(anchor, "publish");
  for (let round = 1; round <= 5; round++) {
    await grow(2);
    await serveAnchor(system, anchor); // makes the row
    await due();
    await Promise.all(Array.from({ length: 8 }, () => serveAnchor(system, anchor)));
  }
  expect(publish).toHaveBeenCalledTimes(5);
  expect(files()).toHaveLength(5);
  // A replica that died after it had published, and before it could say so.
  await database.sql("UPDATE audit_anchors SET size = 0, note = NULL, anchored_at = NULL");
  await run();
  expect(await row()).toMatchObject({ size: 11n, failingSince: null });
  expect(files()).toHaveLength(5);
});

/** Attacks by somebody who has the application's own credentials and its key: from inside nothing is to be seen. */
describe("what only an anchor shows", () => {
  /** Takes away what was signed after `size`, lets the portal go on, and sign anew what is there now. */
  const signedAnew = async (script: string, size: number, more: number) => {
    await asOwner(`${script} DELETE FROM audit_checkpoints WHERE size > ${size}; DELETE FROM audit_nodes;`);
    if (more > 0) await append(more);
    await signCheckpoint(system);
    expect(await verifyLedger(), "from inside").toMatchObject({ ok: true });
  };
  const truncatedTo = (size: number) => `DELETE FROM audit_entries WHERE seq >= ${size};
    UPDATE audit_head SET size = ${size}, hash = (SELECT hash FROM audit_entries WHERE seq = ${size - 1});`;

  beforeEach(async () => {
    await grow(5); // 6 entries
    await run();
    await grow(6); // 12
    await run();
    expect(files()).toHaveLength(2);
  });

  const cases: [string, () => Promise<void>, RegExp, number, RegExp][] = [
    [
      "a truncated tail with a repaired head",
      () => signedAnew(truncatedTo(9), 6, 0),
      /12 entries, and the ledger's newest one is of 9/,
      9,
      /12 entries are anchored \(Directory\), 9 are stored/,
    ],
    [
      "a truncated tail that has grown again since",
      () => signedAnew(truncatedTo(9), 6, 20),
      /12 entries that the ledger does not continue/,
      6,
      /checkpoint of 12 entries that is anchored \(Directory\) was signed over other/,
    ],
    [
      "a chain rewritten from entry 8 on",
      async () => signedAnew(await rewrittenFrom(8, (text, { requestId }) => text.replace(requestId, "forged")), 6, 3),
      /12 entries that the ledger does not continue/,
      6,
      /checkpoint of 12 entries .* other entries/,
    ],
    [
      "entries that were back-dated",
      async () =>
        signedAnew(await rewrittenFrom(3, (text) => text.replace(/"recordedAt":"\d{4}/, '"recordedAt":"2001')), 0, 3),
      /12 entries that the ledger does not continue/,
      0,
      /checkpoint of 6 entries .* other entries/,
    ],
    [
      "a whole new ledger, with a key of its own",
      async () => {
        await asOwner(`TRUNCATE ${LEDGER_TABLES.join(",")}; UPDATE audit_anchors SET note = NULL, size = 0;
          UPDATE audit_head SET size = 0, hash = '\\x${EMPTY_LEDGER_HASH.toString("hex")}'`);
        configure({
          AUDIT_ANCHOR_DIR: directory,
          PORTAL_SECRET: "another secret of the portal, long enough to be one",
        });
        await grow(30);
      },
      /keys do not open/,
      0,
      /checkpoint of 6 entries .* is not opened by the ledger's keys/,
    ],
  ];

  test.each(cases)("J08 %s: the job publishes nothing, and says so", async (_name, attack, words) => {
    await attack();
    const before = files();
    await expect(run()).rejects.toMatchObject({ name: "AnchorContradiction", message: expect.stringMatching(words) });
    expect(files()).toEqual(before);
    expect(await row()).toMatchObject({ contradicted: true, lastError: expect.stringMatching(words) });
    const noted = { where: { action: "ANCHOR_CONTRADICTED" } };
    expect(await database.prisma.auditEntry.count(noted)).toBe(1);
    await expect(run()).rejects.toThrow();
    expect(await database.prisma.auditEntry.count(noted), "once").toBe(1);
    const health = await checkPortal();
    expect(health.find(({ id }) => id === "ledger")).toMatchObject({
      state: "dead",
      words: expect.stringMatching(/anchor/i),
    });
    const { legs } = await listSources(contextOf("compliance"));
    expect(legs.find(({ id }) => id === "anchor:directory")).toMatchObject({
      state: "failing",
      error: expect.stringMatching(words),
    });
    expect((await getLedgerProof(contextOf("compliance"))).anchors).toMatchObject([{ state: "failing" }]);
  });

  test.each(cases)(
    "J08 %s: full verification and both checks of the day name it",
    async (_name, attack, _words, seq, reason) => {
      await attack();
      expect(await runVerification(system)).toMatchObject({
        ok: false,
        firstBadSeq: seq,
        reason: expect.stringMatching(reason),
      });
      await run().catch(() => undefined);
      const { results } = await runDay(contextOf("compliance"), dayOf(Date.now()));
      expect(results.find(({ checkId }) => checkId === "D1")).toMatchObject({
        status: "fail",
        reasonCode: "CHAIN_BROKEN",
      });
      expect(results.find(({ checkId }) => checkId === "D2")).toMatchObject({
        status: "fail",
        reasonCode: "ANCHOR_CONTRADICTED",
      });
    },
  );

  test.each(cases)("J08 %s: both verifiers of an archive find it by the anchors", async (name, attack, _words, seq) => {
    await attack();
    const folder = await unpack((await exportArchive(contextOf("compliance"))).tar);
    // An archive may have been made earlier, or cut off on its way: that alone is not taken for tampering.
    const short = name === "a truncated tail with a repaired head";
    for (const verdict of [ours(folder), theirs(folder)]) expect(verdict, "by itself").toMatchObject({ code: 0 });
    const found = {
      ...(short ? { code: 2, verdict: "incomplete" } : { code: 1, verdict: "tampered" }),
      firstBadSeq: name.startsWith("a whole new ledger") ? null : seq,
    };
    for (const verdict of [ours(folder, "--anchors", directory), theirs(folder, "--anchors", directory)])
      expect(verdict).toMatchObject({ ...found, reason: expect.stringContaining(".checkpoint") });
    rmSync(folder, { recursive: true });
  });

  // The embedded database has no address that another process could read it by.
  if (process.env.TEST_DATABASE_URL)
    test.each(cases)(
      "J08 %s: the verifier of a database finds it by the anchors",
      async (name, attack, _words, seq) => {
        await attack();
        expect(ours(database.url), "by itself").toMatchObject({ code: 0 });
        expect(ours(database.url, "--anchors", directory)).toMatchObject({
          code: 1,
          verdict: "tampered",
          firstBadSeq: name.startsWith("a whole new ledger") ? null : seq,
          reason: expect.stringContaining(".checkpoint"),
        });
      },
    );

  test("the ledger goes on while it is contradicted, and the contradiction ends with its cause", async () => {
    const held = path.join(directory, checkpointName(20));
    writeFileSync(held, (await lastCheckpoint())!.note.replace("\n12\n", "\n20\n"));
    await expect(run()).rejects.toThrow(/keys do not open/);
    expect(await grow(3)).toBeGreaterThan(12);
    rmSync(held);
    await run();
    expect(await row()).toMatchObject({ contradicted: false, failingSince: null, failures: 0 });
  });

  async function rewrittenFrom(
    first: number,
    change: (text: string, entry: { requestId: string }) => string,
  ): Promise<string> {
    const rows = await database.prisma.auditEntry.findMany({ where: { seq: { gte: first } }, orderBy: { seq: "asc" } });
    const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString("hex")}'`;
    let prev: Buffer | undefined;
    let script = "";
    for (const entry of rows) {
      const old = Buffer.from(entry.prevHash).toString("hex");
      const text = change(Buffer.from(entry.body).toString(), { requestId: entry.requestId! });
      const body = Buffer.from(prev ? text.replace(old, prev.toString("hex")) : text);
      const hash = leafHash(body);
      const { requestId, recordedAt } = JSON.parse(body.toString());
      script += `UPDATE audit_entries SET request_id = '${requestId}', recorded_at = '${recordedAt}', body = ${hex(body)},
        hash = ${hex(hash)}, prev_hash = ${hex(prev ?? entry.prevHash)} WHERE seq = ${entry.seq};`;
      prev = hash;
    }
    return `${script} UPDATE audit_head SET hash = ${hex(prev!)};`;
  }
});

describe("verifiers", () => {
  test("an archive that ends before an anchored checkpoint is incomplete; anchors that hold nothing are too", async () => {
    await grow(5);
    await run();
    const folder = await unpack((await exportArchive(contextOf("compliance"))).tar);
    await grow(5);
    await run();
    const empty = mkdtempSync(path.join(os.tmpdir(), "portal-empty-"));
    for (const verify of [ours, theirs]) {
      expect(verify(folder, "--anchors", directory)).toMatchObject({ code: 2, firstBadSeq: 6 });
      expect(verify(folder, "--anchors", empty)).toMatchObject({ code: 2, firstBadSeq: null });
    }
    rmSync(path.join(directory, checkpointName((await lastCheckpoint())!.size)));
    for (const verify of [ours, theirs]) expect(verify(folder, "--anchors", directory)).toMatchObject({ code: 0 });
    for (const folderOrDirectory of [folder, empty]) rmSync(folderOrDirectory, { recursive: true });
  });
});

interface Verdict {
  code: number | null;
  verdict: string;
  firstBadSeq?: number | null;
  reason?: string;
}

function ours(...args: string[]): Verdict {
  return verdictOf(
    spawnSync(process.execPath, ["scripts/run.mjs", "audit-verify", "--json", ...args], { encoding: "utf8" }),
  );
}

function theirs(...args: string[]): Verdict {
  return verdictOf(spawnSync("python3", ["-I", "tests/audit/verify_ledger.py", ...args], { encoding: "utf8" }));
}

function verdictOf({ status, stdout }: { status: number | null; stdout: string }): Verdict {
  return { code: status, ...JSON.parse(stdout) };
}

describe("D1 and D2", () => {
  const checks = async () => {
    const { results } = await runDay(contextOf("compliance"), dayOf(Date.now()));
    const of = (id: string) => results.find(({ checkId }) => checkId === id);
    return { D1: of("D1"), D2: of("D2") };
  };

  test("without an anchor D2 is unknown, and D1 says that there is none", async () => {
    configure({ AUDIT_ANCHOR_DIR: undefined });
    await grow(3);
    const { D1, D2 } = await checks();
    expect(D1).toMatchObject({ status: "pass", observed: { externalAnchor: "not configured" } });
    expect(D2).toMatchObject({ status: "unknown", reasonCode: "NOT_CONFIGURED" });
  });

  test("a directory that nobody called independent is never a pass", async () => {
    configure({ AUDIT_ANCHOR_DIR: directory, AUDIT_ANCHOR_DIR_INDEPENDENT: "off" });
    await grow(3);
    await run();
    expect((await checks()).D2).toMatchObject({ status: "unknown", reasonCode: "NOT_INDEPENDENT" });
  });

  test("before anything was anchored D2 is unknown, then it passes with its evidence", async () => {
    await grow(3);
    expect((await checks()).D2).toMatchObject({ status: "unknown", reasonCode: "NEVER_ANCHORED" });
    await signCheckpoint(system);
    await run();
    const { D1, D2 } = await checks();
    expect(D1).toMatchObject({ status: "pass", observed: { externalAnchor: ["Directory"], anchoredCheckpoints: 1 } });
    expect(D2).toMatchObject({
      status: "pass",
      observed: {
        Directory: expect.stringMatching(/^\d+ entries, anchored \d+ s ago/),
        coveredEntries: expect.any(Number),
      },
    });
  });

  test("what is kept outside grows too old, or leaves entries of over an hour ago out", async () => {
    await grow(3);
    await run();
    await database.sql("UPDATE audit_anchors SET seen_at = seen_at - interval '22 minutes'");
    expect((await checks()).D2).toMatchObject({ status: "fail", reasonCode: "ANCHOR_TOO_OLD" });
    await database.sql("UPDATE audit_anchors SET seen_at = clock_timestamp()");
    await append(1);
    await asOwner("UPDATE audit_entries SET recorded_at = recorded_at - interval '61 minutes' WHERE seq = 4");
    expect((await checks()).D2).toMatchObject({
      status: "fail",
      reasonCode: "NOT_COVERED",
      observed: { coveredEntries: 4 },
    });
  });

  test("an anchor that cannot be read makes D1 unknown, never a pass", async () => {
    await grow(3);
    await run();
    renameSync(directory, `${directory}.away`);
    const { D1 } = await checks();
    renameSync(`${directory}.away`, directory);
    const { lastVerification } = await getLedgerProof(contextOf("compliance"));
    expect(lastVerification).toMatchObject({ anchored: 0, anchorsRead: [], anchorsUnread: ["Directory"] });
    expect(D1).toMatchObject({
      status: "unknown",
      reasonCode: "ANCHORS_UNREAD",
      observed: { anchorsNotRead: ["Directory"] },
    });
  });
});

describe("states", () => {
  const leg = async () => {
    const { legs } = await listSources(contextOf("compliance"));
    return legs.find(({ id }) => id === "anchor:directory");
  };

  test("an anchor that never held anything is unknown, one that holds the newest is on time, then it grows late", async () => {
    expect(await leg()).toMatchObject({ state: "unknown", lastSeenAt: null });
    await grow(3);
    await run();
    expect(await leg()).toMatchObject({
      state: "ok",
      notes: [expect.stringMatching(/^Holds the first 4 entries since/)],
    });
    await database.sql("UPDATE audit_anchors SET seen_at = seen_at - interval '22 minutes'");
    expect(await leg()).toMatchObject({ state: "late" });
    configure({ AUDIT_ANCHOR_DIR: undefined });
    expect(await leg()).toBeUndefined();
    expect(await readAnchorStates()).toEqual([]);
  });

  test("one that is away fails with its words, blocks nothing, is asked again later, and recovers by itself", async () => {
    await grow(3);
    await run();
    renameSync(directory, `${directory}.away`);
    for (let count = 1; count <= 3; count++) {
      expect(await grow(1)).toBe(4 + count);
      await run();
      expect(await row()).toMatchObject({ failures: count, size: 4n, lastError: "The directory is not there." });
    }
    expect(existsSync(directory), "a missing mount is not replaced").toBe(false);
    expect(await leg()).toMatchObject({ state: "failing", error: "The directory is not there." });
    await anchorJob.run(system);
    expect(await row(), "not before its time").toMatchObject({ failures: 3 });
    renameSync(`${directory}.away`, directory);
    await run();
    expect(await leg()).toMatchObject({ state: "ok", error: null });
    expect(files()).toEqual([checkpointName(4), checkpointName(7)]);
  });

  test("one that lost what it held says so in the ledger, and begins anew", async () => {
    await grow(3);
    await run();
    rmSync(path.join(directory, checkpointName(4)));
    await run();
    expect(await leg()).toMatchObject({
      state: "failing",
      error: expect.stringMatching(/held a checkpoint of 4 entries/),
    });
    expect(await database.prisma.auditEntry.count({ where: { action: "ANCHOR_LOST" } })).toBe(1);
    await run();
    expect(files()).toEqual([checkpointName(4)]);
    expect(await leg()).toMatchObject({ state: "ok" });
  });
});
