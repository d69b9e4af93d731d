const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 900;
/** Whoever asks for more than this is asked again all the same: the message has a day. */
const LONGEST_ASKED_SECONDS = 3_600;

/**
 * Seconds until the next attempt: doubling from 5 s to 15 min, spread by half up and down so that many messages do not
 * come back together. What the other side asked for (Retry-After) is never cut short, up to an hour. `random` is 0 to 1.
 */
export function retryDelay(attempts: number, asked: number | null, random: number): number {
  const doubled = Math.min(FIRST_SECONDS * 2 ** Math.max(0, attempts - 1), LONGEST_SECONDS);
  if (asked !== null) return Math.min(Math.max(asked, 1), LONGEST_ASKED_SECONDS) * (1 + random / 10);
  return doubled * (0.5 + random);
}
