import "server-only";
import { closeDatabase, databaseKind } from "@/lib/db/client";
import { env } from "@/lib/env";
import { loggerFor } from "@/lib/telemetry/logger";

const log = loggerFor("start");

/** Checks the configuration, opens the database and starts the jobs. Anything unsafe ends the process with one line. */
export async function startPortal(): Promise<void> {
  const started = performance.now();
  try {
    env();
    const kind = await databaseKind();
    log.info({ database: kind, ms: Math.round(performance.now() - started) }, "portal started");
  } catch (error) {
    // Next keeps a server alive whose instrumentation threw, answering 500s: leave instead.
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  if (env().NEXT_MANUAL_SIG_HANDLE)
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
}

async function stop(): Promise<void> {
  await closeDatabase();
  process.exit(0);
}
