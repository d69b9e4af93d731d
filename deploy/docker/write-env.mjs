import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";

const NAMES = [
  ...["PORTAL_SECRET", "DATABASE_PASSWORD", "EXPORTER_PASSWORD", "INGEST_TOKEN", "EMITTER_TOKEN", "METRICS_TOKEN"],
  "PASSWORD", // of everybody who signs in
];

/** Secrets for compose.yaml, made anew: letters and digits only, so that they fit into addresses and JSON. */
export function composeEnv() {
  return NAMES.map((name) => `${name}=${randomBytes(32).toString("hex")}\n`).join("");
}

if (process.argv[1] === import.meta.filename) {
  const file = path.join(import.meta.dirname, ".env");
  // "wx": those of a database that exists already are never lost.
  writeFileSync(file, composeEnv(), { flag: "wx", mode: 0o600 });
  process.stdout.write(
    `Wrote ${path.relative(process.cwd(), file)}; sign in as admin@medinovai.example with its PASSWORD.\n`,
  );
}
