import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";

let known: string | undefined;

/** Names the build that answers, so that a page of an older one can load itself anew. */
export function buildId(): string {
  known ??= read();
  return known;
}

function read(): string {
  try {
    return readFileSync(path.join(process.cwd(), ".next/BUILD_ID"), "utf8").trim();
  } catch {
    return "development"; // only a production build has one
  }
}
