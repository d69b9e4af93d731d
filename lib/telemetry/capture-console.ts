import "server-only";
import { format, stripVTControlCharacters } from "node:util";
import { loggerFor } from "./logger";

const log = loggerFor("console");

/** What is written through the console, at the level of the log that it is worth. */
const LEVELS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error", trace: "error" } as const;
type Level = (typeof LEVELS)[keyof typeof LEVELS];

/**
 * Puts the framework's own words, and Node's warnings, into the log: each one JSON line, looked through like all others.
 * Written past the log, the error of a page would stand there over many lines, with whatever its message quotes.
 */
export function captureConsole(): void {
  for (const method of Object.keys(LEVELS) as (keyof typeof LEVELS)[])
    console[method] = (...given: unknown[]) => write(LEVELS[method], given);
  process.removeAllListeners("warning");
  process.on("warning", (warning) => write("warn", [warning]));
}

function write(level: Level, given: readonly unknown[]): void {
  const err = given.find((one) => one instanceof Error);
  const words = stripVTControlCharacters(format(...given.filter((one) => one !== err))).trim();
  if (err) log[level]({ err }, words || err.message);
  else if (words !== "") log[level](words);
}
