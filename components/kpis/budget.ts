const WINDOW_MS = 30 * 86_400_000;

/** Downtime over the 30 days of the objective; percentages of the allowance. Overspent budgets are negative. */
export interface Budget {
  leftPercent: number;
  spentMs: number;
  leftMs: number;
  allowedMs: number;
}

/**
 * `availability` in percent of the measured minutes, which are `measuredPercent` of the 30 days: only downtime that
 * was measured is spent.
 */
export function budgetOf(availability: number, objective: number, measuredPercent: number): Budget {
  const allowedMs = ((100 - objective) / 100) * WINDOW_MS;
  const spentMs = ((100 - availability) / 100) * (measuredPercent / 100) * WINDOW_MS;
  const leftMs = allowedMs - spentMs;
  return { leftPercent: allowedMs > 0 ? (100 * leftMs) / allowedMs : 0, spentMs, leftMs, allowedMs };
}
