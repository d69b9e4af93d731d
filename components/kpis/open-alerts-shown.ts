/** Rows of the open alerts on a board; the rest is one link away. */
export const OPEN_ALERTS_SHOWN = 8;
