import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Role } from "@/lib/auth/permissions";
import { freePort } from "./alertmanager";

const READY_WITHIN_MS = 60_000;

export interface StandalonePortal {
  url: string;
  ingestToken: string;
  metricsToken: string;
  password: string;
  emailOf(role: Role): string;
  /** All that it wrote, on stdout and stderr. */
  output(): string;
  /** Stops it as an orchestrator does; afterwards its database can be looked into. */
  stop(): Promise<void>;
  /** Every row of every table, each column as text; bytes as the text that they are. */
  dump(): Promise<string>;
  remove(): Promise<void>;
}

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

/** The production server as it was built, in a process of its own, with a database of its own on either kind. */
export async function standalonePortal(sources: string, settings: Record<string, string>): Promise<StandalonePortal> {
  const folder = mkdtempSync(path.join(tmpdir(), "portal-standalone-"));
  const data = path.join(folder, "data");
  const secret = () => randomBytes(32).toString("hex");
  const [ingestToken, metricsToken, password] = [secret(), secret(), secret()];
  const emailOf = (role: Role) => `${role.replace("_", "-")}@staff.example`;
  const roles: Role[] = ["admin", "on_call", "security", "compliance"];
  const users = path.join(folder, "users.json");
  writeFileSync(
    users,
    JSON.stringify(roles.map((role) => ({ email: emailOf(role), password, name: `Staff ${role}`, role }))),
  );
  writeFileSync(path.join(folder, "datasources.yaml"), sources);
  const server = process.env.TEST_DATABASE_URL ? await newDatabase(process.env.TEST_DATABASE_URL) : undefined;
  const url = `http://127.0.0.1:${await freePort()}`;
  let output = "";
  const child = spawn(process.execPath, [".next/standalone/server.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_MANUAL_SIG_HANDLE: "true",
      PORT: new URL(url).port,
      HOSTNAME: "127.0.0.1",
      PORTAL_URL: url,
      PORTAL_SECRET: secret(),
      DATABASE_URL: server?.url ?? "",
      DATA_DIR: data,
      DATASOURCES_FILE: path.join(folder, "datasources.yaml"),
      LOCAL_LOGIN: "on",
      BOOTSTRAP_USERS_FILE: users,
      INGEST_TOKENS: ingestToken,
      METRICS_TOKEN: metricsToken,
      ...settings,
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  await untilReady(url, child, () => output);
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
  return {
    url,
    ingestToken,
    metricsToken,
    password,
    emailOf,
    output: () => output,
    stop,
    dump: () => (server ? server.ask(allRows) : inDirectory(data, allRows)),
    async remove() {
      await stop();
      await server?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}: was it built? ${output()}`);
    const reply = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the portal did not become ready: ${output()}`);
}

async function newDatabase(server: string) {
  const name = `standalone_${randomBytes(6).toString("hex")}`;
  const connected = async <T>(url: string, work: (query: Query) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(async (sql) => (await client.query(sql)).rows);
    } finally {
      await client.end();
    }
  };
  await connected(server, (query) => query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    ask: <T>(work: (query: Query) => Promise<T>) => connected(url.href, work),
    drop: () => connected(server, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function inDirectory<T>(folder: string, work: (query: Query) => Promise<T>): Promise<T> {
  const engine = await PGlite.create(folder);
  try {
    return await work(async (sql) => (await engine.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await engine.close();
  }
}

async function allRows(query: Query): Promise<string> {
  const columns = await query(`
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`);
  const texts: string[] = [];
  for (const table of new Set(columns.map((column) => String(column.table_name)))) {
    const members = columns.filter((column) => column.table_name === table);
    const list = members.map(({ column_name: name, data_type: type }) =>
      type === "bytea" ? `encode("${name}", 'escape') AS "${name}"` : `"${name}"::text AS "${name}"`,
    );
    const rows = await query(`SELECT ${list.join(", ")} FROM "${table}"`);
    texts.push(`${table}: ${JSON.stringify(rows)}`);
  }
  return texts.join("\n");
}
