import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";

const READY_WITHIN_MS = 60_000;

export interface OwnPortal {
  url: string;
  ingestToken: string;
  metricsToken: string;
  person: { email: string; password: string };
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Changes its embedded database past it, while it is stopped. */
  sql(script: string): Promise<void>;
  remove(): Promise<void>;
}

interface Options {
  port: number;
  alertmanager: string;
  /** Left out: nobody is there. */
  prometheus?: string;
  /** A PostgreSQL server; left out: the embedded engine. */
  database?: string;
}

/** The production server as the demo runs it, with a database of its own, that polls only `alertmanager`. */
export function ownPortal(options: Options): OwnPortal {
  const { port, alertmanager, prometheus = "http://127.0.0.1:1", database = "" } = options;
  const folder = mkdtempSync(path.join(tmpdir(), "portal-own-"));
  const data = path.join(folder, "data");
  const secret = () => randomBytes(32).toString("hex");
  const [ingestToken, metricsToken, portalSecret] = [secret(), secret(), secret()];
  const person = { email: "lee@own.example", password: secret() };
  const users = path.join(folder, "users.json");
  writeFileSync(users, JSON.stringify([{ ...person, name: "Lee", role: "admin" }]));
  const sources = path.join(folder, "datasources.yaml");
  writeFileSync(
    sources,
    `datasources: [{ name: main, type: prometheus, url: "${prometheus}" }]
alertmanagers: [{ name: main, url: "${alertmanager}" }]
`,
  );
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const settings = {
    NODE_ENV: "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    PORTAL_URL: url,
    PORTAL_SECRET: portalSecret,
    DATABASE_URL: database,
    DATA_DIR: data,
    DATASOURCES_FILE: sources,
    LOCAL_LOGIN: "on",
    BOOTSTRAP_USERS_FILE: users,
    INGEST_TOKENS: ingestToken,
    METRICS_TOKEN: metricsToken,
    LOG_LEVEL: "error",
  } as const;
  async function stop(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
  return {
    url,
    ingestToken,
    metricsToken,
    person,
    async start() {
      child = spawn(process.execPath, [".next/standalone/server.js"], {
        env: { ...process.env, ...settings },
        stdio: ["ignore", "inherit", "inherit"],
      });
      await untilReady(url, child);
    },
    stop,
    async sql(script) {
      const engine = await PGlite.create(data);
      await engine.exec(script);
      await engine.close();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}: was it built?`);
    const reply = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the portal did not become ready");
}
