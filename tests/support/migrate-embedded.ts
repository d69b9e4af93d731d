import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { migrate } from "@/lib/db/migrate";

/** Brings a database of the embedded engine up to date. */
export async function migrateEmbedded(engine: PGlite): Promise<void> {
  await migrate(
    {
      exec: (script) => engine.exec(script),
      query: async <Row>(sql: string, params: unknown[]) => (await engine.query<Row>(sql, params)).rows,
    },
    path.join(process.cwd(), "prisma/migrations"),
  );
}
