import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { freePort } from "../support/alertmanager";
import { type EventReader, readEvents } from "../support/event-reader";

const folder = mkdtempSync(path.join(tmpdir(), "portal-replicas-"));
const password = randomBytes(18).toString("base64url");
const ingestToken = randomBytes(32).toString("hex");
const portalSecret = randomBytes(32).toString("hex");
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Replica {
  base: string;
  child: ChildProcess;
  ended: Promise<number | null>;
}

/** The production server as it was built, one of several behind the address of the first. */
async function replica(database: string | undefined, origin?: string): Promise<Replica> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const users = path.join(folder, "users.json");
  writeFileSync(users, JSON.stringify([{ email: "a@replicas.example", name: "Ada", role: "on_call", password }]));
  const sources = path.join(folder, "datasources.yaml");
  writeFileSync(sources, "datasources:\n  - { name: none, type: prometheus, url: http://127.0.0.1:1 }\n");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    PORTAL_URL: origin ?? base,
    PORTAL_SECRET: portalSecret,
    DATABASE_URL: database,
    DATA_DIR: path.join(folder, "data"),
    DATASOURCES_FILE: sources,
    LOCAL_LOGIN: "on",
    BOOTSTRAP_USERS_FILE: users,
    INGEST_TOKENS: ingestToken,
    LOG_LEVEL: "error",
  } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [".next/standalone/server.js"], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  children.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error("the server ended: was it built?");
      expect((await fetch(`${base}/api/health/ready`)).status).toBe(200);
    },
    { timeout: 60_000, interval: 200 },
  );
  return { base, child, ended };
}

async function signIn(base: string): Promise<string> {
  const cookies = new Map<string, string>();
  const send = async (target: string, json?: unknown) => {
    const response = await fetch(base + target, {
      method: json === undefined ? "GET" : "POST",
      headers: { cookie: [...cookies.values()].join("; "), origin: base, "content-type": "application/json" },
      body: json === undefined ? undefined : JSON.stringify(json),
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) cookies.set(line.split("=")[0]!, line.split(";")[0]!);
    return response;
  };
  const { csrfToken } = (await (await send("/api/auth/csrf")).json()) as { csrfToken: string };
  await send("/api/auth/callback/credentials", { csrfToken, email: "a@replicas.example", password });
  return [...cookies.values()].join("; ");
}

const told = (reader: EventReader) => reader.events.filter(({ event }) => event === "change").length;

/** A database of its own for both, where there is a server; the embedded one has room for one process only. */
async function scratch(): Promise<{ url: string; drop(): Promise<void> } | undefined> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return undefined;
  const name = `replicas_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

test("real processes on one database: what one does, the browsers of the other are told", async () => {
  const database = await scratch();
  const one = await replica(database?.url);
  const other = database ? await replica(database.url, one.base) : one;
  const cookie = await signIn(one.base);
  const headers = { cookie, origin: one.base, "sec-fetch-site": "same-origin" };
  const reader = await readEvents(`${other.base}/api/events`, headers);
  expect(reader.status).toBe(200);
  await vi.waitFor(() => expect(reader.events).toHaveLength(1));

  const alert = {
    status: "firing",
    labels: { alertname: "DiskFull", severity: "critical", team: "platform" },
    annotations: {},
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
  };
  const delivered = await fetch(`${one.base}/api/ingest/alertmanager`, {
    method: "POST",
    headers: { authorization: `Bearer ${ingestToken}`, "content-type": "application/json" },
    body: JSON.stringify({ version: "4", status: "firing", alerts: [alert], truncatedAlerts: 0 }),
  });
  expect(delivered.status).toBe(200);
  await vi.waitFor(() => expect(told(reader)).toBeGreaterThan(0), { timeout: 10_000 });
  const list = async () =>
    (await (await fetch(`${other.base}/api/alerts`, { headers })).json()) as {
      episodes: { id: string; acknowledgedBy: string | null }[];
    };
  await vi.waitFor(async () => expect((await list()).episodes).toHaveLength(1));

  const [episode] = (await list()).episodes;
  const before = told(reader);
  const taken = await fetch(`${one.base}/api/alerts/${episode!.id}/acknowledge`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: "{}",
  });
  expect(taken.status).toBe(200);
  expect((await list()).episodes[0]?.acknowledgedBy).toBe("Ada"); // the other's kept answer is not older
  await vi.waitFor(() => expect(told(reader)).toBeGreaterThan(before), { timeout: 10_000 });

  // R16: it stops; its browser is told when to come again, and the other replica has nothing to add.
  const heard = reader.events.filter(({ id }) => id).at(-1)!.id!;
  other.child.kill("SIGTERM");
  await reader.ended;
  expect(reader.text()).toMatch(/retry: [1-5]\d{3}\n\n$/);
  expect(await other.ended).toBe(0);
  if (!database) return;
  const again = await readEvents(`${one.base}/api/events`, { ...headers, "last-event-id": heard });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([again.status, again.events]).toEqual([200, []]);
  again.close();
  one.child.kill("SIGTERM");
  expect(await one.ended).toBe(0);
  await database.drop();
}, 120_000);
