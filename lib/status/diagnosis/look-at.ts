import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import type { Finding } from "./diagnosis-view";

const DEADLINE_MS = 5_000;
const log = loggerFor("status");

/** Looks at one thing within five seconds. What does not answer is a cause of its own, with its own words. Never throws. */
export async function lookAt(
  about: Pick<Finding, "id" | "title">,
  fix: string,
  look: (signal: AbortSignal) => Promise<Finding>,
): Promise<Finding> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    return await Promise.race([look(deadline), aborted(deadline)]);
  } catch (error) {
    if (deadline.aborted)
      return { ...about, state: "wrong", words: `No answer within ${DEADLINE_MS / 1000} s.`, items: [], fix };
    if (error instanceof UpstreamError || error instanceof PortalError)
      return { ...about, state: "wrong", words: error.message, items: [], fix };
    log.error({ err: error }, "a finding failed");
    return { ...about, state: "unknown", words: "It could not be looked at: see the portal's log.", items: [], fix };
  }
}

/** What cannot be stopped, such as a query to the database, is waited for no longer. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
