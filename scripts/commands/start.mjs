import { existsSync } from "node:fs";
import path from "node:path";
import { requireFreePort } from "../bootstrap/free-port.mjs";
import { build } from "../bootstrap/prepare.mjs";
import { say } from "../bootstrap/progress.mjs";
import { projectRoot } from "../bootstrap/project-root.mjs";
import { runChild } from "../bootstrap/run-child.mjs";
import { settledPaths } from "../bootstrap/settled-paths.mjs";

/** The production server against the user's own configuration: environment variables, and .env where it exists. */
export async function run() {
  const file = path.join(projectRoot, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || "127.0.0.1";
  await requireFreePort(port, host);
  await build();
  const fixed = { PORT: String(port), HOSTNAME: host, NODE_ENV: "production", NEXT_MANUAL_SIG_HANDLE: "true" };
  const env = { ...fixed, ...settledPaths(process.env) };
  say(`Starting on http://${host}:${port}`);
  return (await runChild(process.execPath, [".next/standalone/server.js"], { env })).code;
}
