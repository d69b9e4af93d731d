import "server-only";
import { db } from "@/lib/db/client";
import { recordFailure } from "@/lib/db/heartbeat";
import { loggerFor } from "@/lib/telemetry/logger";
import { LEG } from "./source-legs";

const log = loggerFor("reconcile");

/** Fingerprints that the last poll of each Alertmanager could not read. */
const known = new Map<string, ReadonlySet<string>>();

/** Counts, for the status page, the alerts of a poll that cannot be read: each when it is first listed. */
export async function noteUnreadable(alertmanager: string, fingerprints: readonly string[]): Promise<void> {
  const before = known.get(alertmanager);
  const fresh = fingerprints.filter((fingerprint) => !before?.has(fingerprint)).length;
  known.set(alertmanager, new Set(fingerprints));
  if (fresh === 0) return;
  log.warn({ alertmanager, alerts: fresh }, "alerts of a poll cannot be read");
  const words = `Alertmanager ${alertmanager} lists labels that cannot be read.`;
  await recordFailure(await db(), LEG.webhookAlerts, words, fresh);
}
