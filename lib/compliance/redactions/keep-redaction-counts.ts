import "server-only";
import { loggerFor } from "@/lib/telemetry/logger";
import { storeRedactionCounts } from "./store-redaction-counts";

const log = loggerFor("phi");

/** What a process that is killed has not stored is lost to the daily check; Prometheus has it all the same. */
const EVERY_MS = 15_000;

/** Stores this process's counts now and every 15 s, until the returned function is called, which stores the last ones. */
export function keepRedactionCounts(): () => Promise<void> {
  let storing = store();
  const timer = setInterval(() => {
    storing = storing.then(store);
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await storing;
    await store();
  };
}

async function store(): Promise<void> {
  await storeRedactionCounts(new Date()).catch((error: unknown) =>
    log.error({ err: error }, "the counts of redactions could not be stored"),
  );
}
