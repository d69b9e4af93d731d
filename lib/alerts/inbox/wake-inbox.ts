import "server-only";
import { db } from "@/lib/db/client";
import { recordFailure } from "@/lib/db/heartbeat";
import { loggerFor } from "@/lib/telemetry/logger";
import { LEG } from "../source-legs";
import { drainInbox } from "./drain-inbox";

const log = loggerFor("ingest");

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;

interface Worker {
  running: Promise<void> | null;
  wanted: boolean;
  failures: number;
  /** Of the next try after a failure. */
  timer: NodeJS.Timeout | undefined;
}

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalInboxWorker?: Worker };
holder.portalInboxWorker ??= { running: null, wanted: false, failures: 0, timer: undefined };
const worker = holder.portalInboxWorker;

/**
 * Has this process apply what waits, at once; one run at a time, and another one after it when something came
 * meanwhile. Never rejects: after a failure it comes back by itself, and other replicas look too. Resolves when the run
 * is over.
 */
export function wakeInbox(): Promise<void> {
  worker.wanted = true;
  worker.running ??= run();
  return worker.running;
}

async function run(): Promise<void> {
  try {
    while (worker.wanted) {
      worker.wanted = false;
      await drainInbox();
      worker.failures = 0;
    }
  } catch (error) {
    await noteFailure(error);
    const pause = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** worker.failures++);
    clearTimeout(worker.timer);
    worker.timer = setTimeout(wakeInbox, pause).unref();
  } finally {
    // In the same breath as the last look at `wanted`: a wish that comes between would be nobody's.
    worker.running = null;
  }
}

async function noteFailure(error: unknown): Promise<void> {
  log.error({ err: error }, "deliveries could not be applied; they wait");
  try {
    // The text of an unexpected error may hold SQL or addresses: the log has it, the status page does not.
    const words = error instanceof Error ? error.name : "failed";
    await recordFailure(await db(), LEG.inbox, `Deliveries wait: they could not be applied (${words}).`);
  } catch (failure) {
    log.error({ err: failure }, "the failure of the inbox could not be noted");
  }
}
