import type { ScratchDatabase } from "./scratch-database";

/**
 * Puts a clock of the test's own before the database's: every unqualified clock_timestamp() answers what `set` said
 * last (epoch ms). The portal's SQL is run as it is.
 */
export async function settableClock(database: ScratchDatabase): Promise<{ set(time: number): Promise<void> }> {
  await database.sql(`
    CREATE SCHEMA test_clock;
    CREATE TABLE test_clock.moment (at timestamptz NOT NULL);
    INSERT INTO test_clock.moment VALUES (now());
    CREATE FUNCTION test_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT at FROM test_clock.moment';`);
  const path = "search_path = test_clock, pg_catalog, public";
  if (database.kind === "embedded") await database.sql(`SET ${path}`);
  else {
    await database.sql(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${path}', current_database()); END $$`);
    await database.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await new Promise((resolve) => setTimeout(resolve, 200)); // the pool notices, and connects anew
  }
  return {
    async set(time) {
      await database.prisma.$executeRaw`UPDATE test_clock.moment SET at = ${new Date(time)}::timestamptz`;
    },
  };
}
