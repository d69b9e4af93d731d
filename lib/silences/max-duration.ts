/** The longest that a silence may last from now on, in minutes: 30 days. Whoever needs longer has a rule to change. */
export const MAX_DURATION_MINUTES = 30 * 24 * 60;
