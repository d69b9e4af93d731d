import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import { closeDatabase, useDatabase as replaceDatabase } from "@/lib/db/client";
import { copyOut } from "@/lib/db/copy-out";
import { type OpenDatabase, openDatabase } from "@/lib/db/open";
import { openEmbeddedPool } from "@/lib/db/open-embedded-pool";
import { migrateEmbedded } from "./migrate-embedded";

process.env.PORTAL_SECRET ??= randomBytes(32).toString("hex");

const migrationsDirectory = path.join(process.cwd(), "prisma/migrations");

export interface ScratchDatabase extends OpenDatabase {
  /** A session of its own on a server; the one session of the embedded engine otherwise. */
  sql(script: string): Promise<void>;
  /** For other processes; empty for the embedded engine, which has no address. */
  url: string;
}

/** A new, migrated database: on TEST_DATABASE_URL's server when that is set, else embedded and in memory. */
export async function openScratchDatabase(): Promise<ScratchDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  const opened = server ? await onServer(server) : await inMemory();
  replaceDatabase(opened);
  return { ...opened, close: closeDatabase };
}

async function onServer(server: string): Promise<ScratchDatabase> {
  const name = `scratch_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await runScript(server, `CREATE DATABASE ${name}`);
  const open = await openDatabase({ url: url.href, dataDirectory: "", migrationsDirectory });
  return {
    ...open,
    url: url.href,
    sql: (script) => runScript(url.href, script),
    async close() {
      await open.close();
      await runScript(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runScript(url: string, script: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}

async function inMemory(): Promise<ScratchDatabase> {
  const template = process.env.EMBEDDED_TEMPLATE;
  const engine = await PGlite.create(template ? { loadDataDir: new Blob([readFileSync(template)]) } : {});
  if (!template) await migrateEmbedded(engine);
  const { pool, listen } = openEmbeddedPool(engine);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    kind: "embedded",
    listen,
    copyOut: (sql, memory) => copyOut(pool, sql, memory),
    url: "",
    sql: async (script) => {
      await pool.query(script);
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await engine.close();
    },
  };
}
