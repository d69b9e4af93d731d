import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** One session of a database. `exec` runs a script of many statements. */
export interface MigrationSession {
  exec(script: string): Promise<unknown>;
  query<Row>(sql: string, params: unknown[]): Promise<Row[]>;
}

/** The advisory lock Prisma Migrate itself takes, so that the two exclude each other. */
const MIGRATE_LOCK = 72_707_369;

/** PostgreSQL's insufficient_privilege. */
const NOT_ALLOWED = "42501";

/** Prisma Migrate's own book-keeping table: `prisma migrate status` and `deploy` agree with what is done here. */
const BOOK = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface BookRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/**
 * Applies the pending migrations of `directory` in name order and returns their names. Throws when a migration
 * failed earlier, was edited after it was applied, or when the database holds one that this build does not know.
 */
export async function migrate(session: MigrationSession, directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  await session.query("SELECT pg_advisory_lock($1)", [MIGRATE_LOCK]);
  try {
    const [book] = await session.query<{ exists: boolean }>(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
      [],
    );
    // Only when it is missing: an account that may not make tables can still see that there is nothing to make.
    if (!book?.exists) await session.exec(BOOK);
    const rows = await session.query<BookRow>(
      "SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations",
      [],
    );
    const done = new Map(rows.filter((row) => !row.rolled_back_at).map((row) => [row.migration_name, row]));
    refuseForeign(done, names);
    const applied: string[] = [];
    for (const name of names) {
      const script = await readFile(path.join(directory, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(script).digest("hex");
      const row = done.get(name);
      if (row && row.checksum !== checksum) throw new Error(`Migration ${name} was edited after it was applied.`);
      if (row) continue;
      await apply(session, name, script, checksum).catch((error) => {
        throw (error as { code?: unknown }).code === NOT_ALLOWED ? notAllowed(name) : error;
      });
      applied.push(name);
    }
    return applied;
  } finally {
    await session.query("SELECT pg_advisory_unlock($1)", [MIGRATE_LOCK]);
  }
}

function notAllowed(name: string): Error {
  return new Error(
    `Migration ${name} is pending, and this database account may not apply it: run \`npm run prisma -- migrate deploy\` with the account for migrations first.`,
  );
}

function refuseForeign(done: Map<string, BookRow>, names: string[]): void {
  for (const [name, row] of done) {
    if (!row.finished_at) throw new Error(`Migration ${name} failed earlier: repair the database first.`);
    if (!names.includes(name))
      throw new Error(`The database has migration ${name}, unknown to this build: run the newer version.`);
  }
}

async function apply(session: MigrationSession, name: string, script: string, checksum: string): Promise<void> {
  const id = randomUUID();
  await session.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    await session.exec(script);
  } catch (error) {
    await session.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, String(error)]);
    throw error;
  }
  await session.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [id]);
}
