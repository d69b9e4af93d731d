import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What tests need of the project; the rest is big, built, or somebody's data. */
const PARTS = ["app", "components", "demo", "deploy", "generated", "lib", "prisma", "scripts", "tests"];
const FILES = ["package.json", "tsconfig.json", "vitest.config.ts"];

/** A copy of the project to make mistakes in, with the installed packages of the original. */
export function copyTree(root) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "medinovai-mutant-"));
  for (const part of [...PARTS, ...FILES]) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
