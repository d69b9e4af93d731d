import "server-only";
import { loggerFor } from "@/lib/telemetry/logger";
import type { HealthLeg } from "./health-leg";

const log = loggerFor("health");
const DEADLINE_MS = 3_000;

/** One check of a part that must live: a failure, or no answer in time, is death. */
export async function checkInTime(
  id: string,
  check: () => Promise<Pick<HealthLeg, "state" | "words">>,
): Promise<HealthLeg> {
  const leg = { id, mustLive: true, lastSeenAt: null };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), DEADLINE_MS);
  });
  try {
    const found = await Promise.race([check(), deadline]);
    return { ...leg, ...found, lastSeenAt: found.state === "ok" ? new Date().toISOString() : null };
  } catch (error) {
    log.warn({ err: error, leg: id }, "a health check failed");
    return { ...leg, state: "dead", words: `It did not answer within ${DEADLINE_MS / 1000} s, or failed.` };
  } finally {
    clearTimeout(timer);
  }
}
