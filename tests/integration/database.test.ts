import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open";
import { onEmbeddedOnly, onServerOnly } from "../support/on-database-kind";

const migrationsDirectory = path.resolve("prisma/migrations");
const server = process.env.TEST_DATABASE_URL;
const folder = mkdtempSync(path.join(os.tmpdir(), "portal-db-"));
const dataDirectory = path.join(folder, "data");
let url: string | undefined;
let open: OpenDatabase;

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function freshDatabase(name: string): Promise<string> {
  await onServer(`CREATE DATABASE ${name}`);
  const address = new URL(server ?? "");
  address.pathname = `/${name}`;
  return address.href;
}

beforeAll(async () => {
  if (server) url = await freshDatabase("database_test");
  open = await openDatabase({ url, dataDirectory, migrationsDirectory });
});

afterAll(async () => {
  await open.close();
  if (server) await onServer("DROP DATABASE database_test WITH (FORCE)");
  rmSync(folder, { recursive: true, force: true });
});

test("it says which kind it is", () => {
  expect(open.kind).toBe(server ? "server" : "embedded");
});

test("every migration is recorded the way Prisma Migrate records it", async () => {
  const rows = await open.prisma.$queryRaw<{ migration_name: string; checksum: string; finished_at: Date | null }[]>`
    SELECT migration_name, checksum, finished_at FROM _prisma_migrations ORDER BY migration_name`;
  const folders = readdirSync(migrationsDirectory).filter((name) =>
    statSync(path.join(migrationsDirectory, name)).isDirectory(),
  );
  expect(rows.map((row) => row.migration_name)).toEqual(folders.sort());
  expect(rows.every((row) => row.finished_at !== null && /^[0-9a-f]{64}$/.test(row.checksum))).toBe(true);
});

test("what is stored is there after closing and opening again", async () => {
  await open.prisma.heartbeat.create({ data: { leg: "test", lastSeenAt: new Date(0) } });
  await open.close();
  open = await openDatabase({ url, dataDirectory, migrationsDirectory });
  expect(await open.prisma.heartbeat.findUnique({ where: { leg: "test" } })).toMatchObject({ lastSeenAt: new Date(0) });
});

test("a transaction that throws leaves nothing", async () => {
  const attempt = open.prisma.$transaction(async (tx) => {
    await tx.heartbeat.create({ data: { leg: "rolled back" } });
    throw new Error("on purpose");
  });
  await expect(attempt).rejects.toThrow("on purpose");
  expect(await open.prisma.heartbeat.findUnique({ where: { leg: "rolled back" } })).toBeNull();
});

test("R18 an edited or unknown migration is refused with a line that names it", async () => {
  await open.close();
  const edited = path.join(folder, "edited");
  cpSync(migrationsDirectory, edited, { recursive: true });
  const [first] = readdirSync(edited).filter((name) => name !== "migration_lock.toml");
  writeFileSync(path.join(edited, first ?? "", "migration.sql"), "SELECT 1;");
  await expect(openDatabase({ url, dataDirectory, migrationsDirectory: edited })).rejects.toThrow(/was edited after/);
  rmSync(path.join(edited, first ?? ""), { recursive: true });
  await expect(openDatabase({ url, dataDirectory, migrationsDirectory: edited })).rejects.toThrow(
    /unknown to this build/,
  );
  open = await openDatabase({ url, dataDirectory, migrationsDirectory });
});

onServerOnly("N01 a server that may lose acknowledged entries is refused", async () => {
  const unsafe = await freshDatabase("database_unsafe");
  await onServer("ALTER DATABASE database_unsafe SET synchronous_commit = off");
  await expect(openDatabase({ url: unsafe, dataDirectory, migrationsDirectory })).rejects.toThrow(/synchronous_commit/);
  await onServer("DROP DATABASE database_unsafe WITH (FORCE)");
});

onServerOnly("two replicas may start at once: the migrations run once", async () => {
  const shared = await freshDatabase("database_shared");
  const both = await Promise.all([1, 2].map(() => openDatabase({ url: shared, dataDirectory, migrationsDirectory })));
  const [row] = await both[0]!.prisma.$queryRaw<{ heads: bigint }[]>`SELECT count(*) AS heads FROM audit_head`;
  expect(row?.heads).toBe(1n);
  await Promise.all(both.map((database) => database.close()));
  await onServer("DROP DATABASE database_shared WITH (FORCE)");
});

onEmbeddedOnly("a second process may not open the same data directory", async () => {
  await expect(openDatabase({ dataDirectory, migrationsDirectory })).rejects.toThrow(/in use by another process/);
});

onEmbeddedOnly("the data directory is for its owner only", () => {
  expect(statSync(dataDirectory).mode & 0o077).toBe(0);
});

onEmbeddedOnly("a killed holder leaves a directory that opens, with all that was acknowledged", async () => {
  const directory = path.join(folder, "killed");
  const writer = `
    const { PGlite } = await import("@electric-sql/pglite");
    const db = await PGlite.create(${JSON.stringify(directory)});
    await db.exec("CREATE TABLE acknowledged (n int)");
    for (let n = 1; ; n++) { await db.query("INSERT INTO acknowledged VALUES ($1)", [n]); console.log(n); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", writer], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = 0;
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      last = Number(chunk.toString().trim().split("\n").at(-1));
      if (last > 200) resolve();
    });
  });
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  const { PGlite } = await import("@electric-sql/pglite");
  const reopened = await PGlite.create(directory);
  const { rows } = await reopened.query<{ n: number }>("SELECT max(n) AS n FROM acknowledged");
  expect(rows[0]?.n).toBeGreaterThanOrEqual(last);
  await reopened.close();
});
