import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AnchorContradiction } from "@/lib/audit/anchor/anchor-contradiction";
import { AnchorFailure } from "@/lib/audit/anchor/anchor-failure";
import { checkpointName } from "@/lib/audit/anchor/checkpoint-name";
import { directoryAnchor } from "@/lib/audit/anchor/directory-anchor";
import { withinDeadline } from "@/lib/audit/anchor/within-deadline";

const signal = new AbortController().signal;
const noteOf = (size: number, root = "A") => `log\n${size}\n${root.repeat(43)}=\n\n— log c2lnbmVk\n`;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "portal-anchor-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(directory, { recursive: true, force: true });
});

const anchor = (at = directory) => directoryAnchor({ directory: at, everySeconds: 60, independent: true });
const publish = (size: number, root?: string, at?: string) =>
  anchor(at).publish({ size, note: noteOf(size, root) }, "log", signal);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("a file per checkpoint, read-only and whole, in the order of sizes", async () => {
  for (const size of [7, 1_000, 12]) expect(await publish(size)).toMatch(/on the disk/);
  expect(readdirSync(directory).sort()).toEqual([7, 12, 1_000].map(checkpointName));
  const file = path.join(directory, checkpointName(12));
  expect(readFileSync(file, "utf8")).toBe(noteOf(12));
  expect(statSync(file).mode & 0o222).toBe(0);
  expect(await anchor().readBack!.latest(0, signal)).toEqual({ size: 1_000, note: noteOf(1_000) });
  expect(await anchor().readBack!.latest(1_001, signal)).toBeNull();
  const all: number[] = [];
  for await (const { size } of anchor().readBack!.all(signal)) all.push(size);
  expect(all).toEqual([7, 12, 1_000]);
});

test("the same again is no news; another of the same size is a fork, and changes nothing", async () => {
  await publish(5);
  expect(await publish(5)).toMatch(/already/);
  const fork = await failure(publish(5, "B"));
  expect(fork).toBeInstanceOf(AnchorContradiction);
  expect(fork).toMatchObject({ message: expect.stringContaining("fork") });
  expect(readFileSync(path.join(directory, checkpointName(5)), "utf8")).toBe(noteOf(5));
  expect(readdirSync(directory)).toHaveLength(1);
});

test("twenty writers of one checkpoint make one file; of two different ones, one wins and the other is a fork", async () => {
  await Promise.all(Array.from({ length: 20 }, () => publish(5)));
  expect(readdirSync(directory)).toEqual([checkpointName(5)]);
  const both = await Promise.allSettled([publish(6, "A"), publish(6, "B")]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("what was cut off is told apart from a fork, and is not written over", async () => {
  const half = noteOf(5).slice(0, 30);
  writeFileSync(path.join(directory, checkpointName(5)), half);
  const error = await failure(publish(5));
  expect(error).toBeInstanceOf(AnchorFailure);
  expect(error).toMatchObject({ message: "What it holds of 5 entries is cut off." });
  expect(readFileSync(path.join(directory, checkpointName(5)), "utf8")).toBe(half);
});

test("a directory that is not there is not made", async () => {
  const away = path.join(directory, "mount");
  for (const work of [() => publish(5, "A", away), () => anchor(away).readBack!.latest(0, signal)])
    expect(await failure(work())).toMatchObject({ name: "AnchorFailure", message: "The directory is not there." });
  expect(readdirSync(directory)).toEqual([]);
});

test.each(["EACCES", "ENOSPC", "EROFS", "EIO"])(
  "%s: nothing half is left under the name, the next attempt succeeds",
  async (code) => {
    const real = fs.open;
    // No user of this machine may be without rights (root), and no disk of it should be filled: the call is failed here.
    const open = vi.spyOn(fs, "open").mockImplementation(async (...args) => {
      const handle = await real(...args);
      if (code === "ENOSPC" || code === "EIO")
        vi.spyOn(handle, "sync").mockRejectedValueOnce(Object.assign(new Error(`${code}: /secret/path`), { code }));
      else {
        await handle.close();
        throw Object.assign(new Error(`${code}: /secret/path`), { code });
      }
      return handle;
    });
    syncBuiltinESMExports(); // else the named imports of others still are the real ones
    const error = await failure(publish(5));
    expect(error).toBeInstanceOf(AnchorFailure);
    expect(error).toMatchObject({ message: `The directory cannot be written (${code}).` });
    expect(readdirSync(directory).filter((name) => !name.startsWith("."))).toEqual([]);
    open.mockRestore();
    syncBuiltinESMExports();
    expect(await publish(5)).toMatch(/on the disk/);
  },
);

if (process.getuid?.() !== 0)
  test("a directory that may not be written to", async () => {
    chmodSync(directory, 0o555);
    expect(await failure(publish(5))).toMatchObject({ message: "The directory cannot be written (EACCES)." });
    chmodSync(directory, 0o755);
  });

test("a file system that hangs is given up", async () => {
  const hanging = withinDeadline(30, () => new Promise(() => undefined));
  expect(await failure(hanging)).toMatchObject({ name: "AnchorFailure", message: expect.stringMatching(/no answer/) });
});
