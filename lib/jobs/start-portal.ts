import "server-only";
import { unparkDeliveries } from "@/lib/alerts/inbox/park-delivery";
import { refuseWithoutSigner } from "@/lib/audit/checkpoint/refuse-without-signer";
import { signingKeys } from "@/lib/audit/checkpoint/signing-keys";
import { parseRoleMap } from "@/lib/auth/oidc-role";
import { keepRedactionCounts } from "@/lib/compliance/redactions/keep-redaction-counts";
import { datasources } from "@/lib/datasources/registry";
import { closeDatabase, databaseKind } from "@/lib/db/client";
import { env } from "@/lib/env";
import { announcePeerAddress } from "@/lib/http/peer-address";
import { refuseTrace } from "@/lib/http/refuse-trace";
import { restoreContentEncoding } from "@/lib/http/restore-content-encoding";
import { startLiveUpdates, stopLiveUpdates } from "@/lib/live/live-updates";
import { bootstrapUsers } from "@/lib/members/bootstrap-users";
import { loggerFor } from "@/lib/telemetry/logger";
import { jobs } from "./jobs";
import { recordStart } from "./record-start";
import { type Scheduler, startScheduler } from "./scheduler";

const log = loggerFor("start");

let scheduler: Scheduler | undefined;
let stopCounting: (() => Promise<void>) | undefined;

/** Checks the configuration, opens the database and starts the jobs. Anything unsafe ends the process with one line. */
export async function startPortal(): Promise<void> {
  const started = performance.now();
  try {
    const { BOOTSTRAP_USERS_FILE, OIDC_ROLE_MAP } = env();
    parseRoleMap(OIDC_ROLE_MAP);
    signingKeys();
    const sources = datasources().list().length;
    restoreContentEncoding();
    refuseTrace();
    announcePeerAddress();
    const kind = await databaseKind();
    await refuseWithoutSigner();
    await unparkDeliveries();
    if (BOOTSTRAP_USERS_FILE) await bootstrapUsers(BOOTSTRAP_USERS_FILE);
    await recordStart();
    stopCounting = keepRedactionCounts();
    await startLiveUpdates();
    scheduler = startScheduler(jobs());
    log.info({ database: kind, sources, ms: Math.round(performance.now() - started) }, "portal started");
  } catch (error) {
    // Next keeps a server alive whose instrumentation threw, answering 500s: leave instead.
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  if (env().NEXT_MANUAL_SIG_HANDLE)
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
}

async function stop(): Promise<void> {
  await stopLiveUpdates();
  await scheduler?.stop();
  await stopCounting?.();
  await closeDatabase();
  process.exit(0);
}
