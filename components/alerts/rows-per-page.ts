/** Rows that the alert list reads at once. */
export const ROWS_PER_PAGE = 200;
