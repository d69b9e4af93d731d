/** A time further ahead than clocks drift is nonsense. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;
