import { readFileSync } from "node:fs";

/** The machine tokens the demo made for itself. */
export function demoSecrets(): { ingest: string; metrics: string } {
  return JSON.parse(readFileSync(`${process.env.E2E_DEMO_DIR ?? ".data/e2e"}/secrets.json`, "utf8"));
}
