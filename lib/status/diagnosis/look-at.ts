import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import { isSilence } from "@/lib/datasources/is-silence";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import type { Finding } from "./diagnosis-view";
import type { Looked } from "./tell-once";

const DEADLINE_MS = 5_000;
const log = loggerFor("status");

/**
 * Looks at one thing of a leg (a source, an Alertmanager, the database) within five seconds. What does not answer is a
 * cause, with its own words. Never throws.
 */
export async function lookAt(
  leg: string,
  about: Pick<Finding, "id" | "title">,
  fix: string,
  look: (signal: AbortSignal) => Promise<Finding>,
): Promise<Looked> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    return await Promise.race([look(deadline), aborted(deadline)]);
  } catch (error) {
    const wrong = { ...about, state: "wrong" as const, items: [], fix };
    if (deadline.aborted) return { ...wrong, words: `No answer within ${DEADLINE_MS / 1000} s.`, silent: leg };
    if (error instanceof UpstreamError && isSilence(error)) return { ...wrong, words: error.message, silent: leg };
    if (error instanceof UpstreamError || error instanceof PortalError) return { ...wrong, words: error.message };
    log.error({ err: error }, "a finding failed");
    return { ...about, state: "unknown", words: "It could not be looked at: see the portal's log.", items: [], fix };
  }
}

/** What cannot be stopped, such as a query to the database, is waited for no longer. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
