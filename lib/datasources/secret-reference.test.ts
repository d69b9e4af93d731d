import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { secretFile } from "./secret-reference";

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-secret-"));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

test("a rotated token is noticed within a minute", () => {
  vi.useFakeTimers();
  const file = path.join(folder, "token");
  writeFileSync(file, "old\n");
  const secret = secretFile(file);
  writeFileSync(file, "new\n");
  expect(secret()).toBe("old");
  vi.advanceTimersByTime(61_000);
  expect(secret()).toBe("new");
});
