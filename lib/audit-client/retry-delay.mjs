// @ts-check
const LONGEST_ASKED_MS = 300_000;

/**
 * Milliseconds until the next try: doubling from `first` to `longest`, spread over the upper half so that many clients
 * do not come back together. What the portal asked for (Retry-After) is not cut short, up to five minutes.
 * @param {{ failures: number, first: number, longest: number, asked: number | null, random: number }} options
 * @returns {number}
 */
export function retryDelay({ failures, first, longest, asked, random }) {
  const doubled = Math.min(first * 2 ** Math.min(failures - 1, 30), longest);
  const own = doubled * (0.5 + random / 2);
  return asked === null ? own : Math.max(own, Math.min(asked, LONGEST_ASKED_MS));
}
