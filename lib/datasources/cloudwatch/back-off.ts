import { setTimeout as sleep } from "node:timers/promises";

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 100;

/**
 * Tries again, up to four more times, while `passing` says that the failure may pass: after 50 to 100 ms, then twice
 * that, and so on (jitter: many portals throttled together must not come back together). The signal ends the wait.
 */
export async function backOff<T>(
  work: () => Promise<T>,
  passing: (error: unknown) => boolean,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MAX_TRIES || signal.aborted || !passing(error)) throw error;
      const longest = FIRST_DELAY_MS * 2 ** (attempt - 1);
      await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
}
