import "server-only";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import { type Copied, copyOut } from "./copy-out";
import { createEmbedded } from "./create-embedded";
import { lockDirectory } from "./directory-lock";
import { listenOnServer } from "./listen-on-server";
import type { Listener, StopListening } from "./listener";
import { type MigrationSession, migrate } from "./migrate";
import { openEmbeddedPool } from "./open-embedded-pool";
import { PreparingClient } from "./preparing-client";

export interface OpenOptions {
  /** A PostgreSQL server; left out: the embedded PostgreSQL in `dataDirectory`. */
  url?: string;
  dataDirectory: string;
  migrationsDirectory: string;
}

export interface OpenDatabase {
  prisma: PrismaClient;
  kind: "server" | "embedded";
  /** Hears of every change that any replica commits. */
  listen(listener: Listener): StopListening;
  /** A page of rows as bytes: see copyOut. */
  copyOut(sql: string, memory?: Buffer): Promise<Copied>;
  close(): Promise<void>;
}

/** The engine's own default, 128 MB of shared buffers, is touched at once and doubles the portal's memory. */
const SMALL_MEMORY = ["shared_buffers=16MB", "wal_buffers=256kB", "max_connections=5"].flatMap((setting) => [
  "-c",
  setting,
]);

const MIN_SERVER_VERSION = 150_000;

/** Opens, checks and migrates the database. Throws with one clear line when it is not safe to use. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const opened = options.url ? openServer(options.url) : await openEmbedded(options.dataDirectory);
  try {
    const client = await opened.pool.connect();
    try {
      if (options.url) await refuseUnsafeServer(client);
      const session: MigrationSession = {
        exec: (script) => client.query(script),
        query: async <Row>(sql: string, params: unknown[]) => (await client.query(sql, params)).rows as Row[],
      };
      await migrate(session, options.migrationsDirectory);
    } finally {
      client.release();
    }
  } catch (error) {
    await opened.close();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(opened.pool) });
  return {
    prisma,
    kind: options.url ? "server" : "embedded",
    listen: opened.listen,
    copyOut: (sql, memory) => copyOut(opened.pool, sql, memory),
    async close() {
      await prisma.$disconnect();
      await opened.close();
    },
  };
}

function openServer(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000, Client: PreparingClient });
  pool.on("error", () => {}); // an idle connection that the server closed: the next query opens another
  return { pool, listen: (listener: Listener) => listenOnServer(url, listener), close: () => pool.end() };
}

async function openEmbedded(dataDirectory: string) {
  const directory = path.resolve(/* turbopackIgnore: true */ dataDirectory);
  const release = await lockDirectory(directory);
  await createEmbedded(directory);
  const { PGlite } = await import("@electric-sql/pglite");
  const engine = await PGlite.create(directory, { startParams: [...PGlite.defaultStartParams, ...SMALL_MEMORY] });
  const { pool, listen } = openEmbeddedPool(engine);
  return {
    pool,
    listen,
    async close() {
      await pool.end();
      await engine.close();
      release();
    },
  };
}

async function refuseUnsafeServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string; sync: string }>(
    "SELECT current_setting('server_version_num') AS version, current_setting('synchronous_commit') AS sync",
  );
  const { version = "0", sync = "" } = rows[0] ?? {};
  if (Number(version) < MIN_SERVER_VERSION)
    throw new Error(`PostgreSQL 15 or newer is needed; the server says ${version}.`);
  if (sync === "off")
    throw new Error(
      "The database has synchronous_commit=off and may lose acknowledged entries of the ledger: set it to on.",
    );
}
