import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { hashOf, once } from "./stamp.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "stamp-"));

test("the hash follows contents and names, and leaves tests out", () => {
  mkdirSync(path.join(folder, "a"));
  writeFileSync(path.join(folder, "a/x.ts"), "1");
  const first = hashOf([path.join(folder, "a")]);
  writeFileSync(path.join(folder, "a/x.test.ts"), "test");
  expect(hashOf([path.join(folder, "a")])).toBe(first);
  writeFileSync(path.join(folder, "a/x.ts"), "2");
  expect(hashOf([path.join(folder, "a")])).not.toBe(first);
});

test("work is done once per hash, and again after it failed", async () => {
  const stamp = path.join(folder, "stamps/work");
  let times = 0;
  const work = async () => {
    if (++times === 1) throw new Error("first time");
  };
  await expect(once(stamp, "h", work)).rejects.toThrow("first time");
  await once(stamp, "h", work);
  await once(stamp, "h", work);
  expect(times).toBe(2);
  await once(stamp, "other", work);
  expect(times).toBe(3);
});
