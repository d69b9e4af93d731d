import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { captureConsole } from "./capture-console";
import { logger } from "./logger";

const SSN = "078-05-1123";
const streamOf = logger as unknown as Record<symbol, { write(line: string): void }>;
const stdout = streamOf[pino.symbols.streamSym]!;
const before = { ...console };
const listeners = process.listeners("warning");
const level = logger.level;
const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  logger.level = "info";
  streamOf[pino.symbols.streamSym] = { write: (line) => lines.push(line) };
  captureConsole();
});
afterEach(() => {
  Object.assign(console, before);
  process.removeAllListeners("warning");
  for (const listener of listeners) process.on("warning", listener);
  streamOf[pino.symbols.streamSym] = stdout;
  logger.level = level;
});

test("L01 an error of the framework is one JSON line without what its message quotes", () => {
  const error = new Error(`no such row\nfor ${SSN}`, { cause: new Error(`invalid ${SSN}`) });
  console.error("\u001b[31m⨯\u001b[39m", error);
  console.warn("careful with %s", SSN);
  console.log("");
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line.trimEnd()).not.toContain("\n");
    expect(line).not.toContain(SSN);
  }
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: "ERROR", logger: "console", message: "⨯" });
  expect(JSON.parse(lines[0]!).err.stack).toContain("no such row");
  expect(JSON.parse(lines[1]!)).toMatchObject({ level: "WARN", message: expect.stringMatching(/^careful with ‹SSN:/) });
});

test("a warning of Node too", () => {
  process.emit("warning", Object.assign(new Error("old API"), { name: "DeprecationWarning" }));
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: "WARN", message: "old API" });
});
