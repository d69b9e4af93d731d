import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** One source must be named; this one is never asked. */
const NO_SOURCES = 'datasources:\n  - { name: none, type: prometheus, url: "http://127.0.0.1:9" }\n';

/**
 * The production server alone on a database (without `databaseUrl` on an embedded one, new), without sources: it knows
 * one on-call engineer. Resolves, once it is ready, to { base, token, stop }; `token` is that of the webhook.
 */
export async function startPortal({ port, directory, databaseUrl }) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const file = (name, text) => {
    const full = path.resolve(directory, name);
    writeFileSync(full, text);
    return full;
  };
  const secret = () => randomBytes(32).toString("hex");
  const user = { email: "on.call@example.test", name: "On call", role: "on_call", password: secret() };
  const token = secret();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    NODE_ENV: "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    LOG_LEVEL: "error",
    PORTAL_URL: base,
    PORTAL_SECRET: secret(),
    LOCAL_LOGIN: "on",
    DATABASE_URL: databaseUrl,
    DATA_DIR: path.resolve(directory, "portal"),
    DATASOURCES_FILE: file("datasources.yaml", NO_SOURCES),
    BOOTSTRAP_USERS_FILE: file("users.json", JSON.stringify([user])),
    INGEST_TOKENS: token,
  };
  const server = spawn(process.execPath, [".next/standalone/server.js"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  while (!(await isReady(base))) {
    if (server.exitCode !== null) throw new Error(`the portal ended with code ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    base,
    token,
    async stop() {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

async function isReady(base) {
  const answer = await fetch(`${base}/api/health/ready`).catch(() => null);
  return answer?.ok === true;
}
