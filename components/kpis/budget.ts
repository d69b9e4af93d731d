const WINDOW_MS = 30 * 86_400_000;

/** Downtime over the 30 days of the objective; percentages of the allowance. Overspent budgets are negative. */
export interface Budget {
  leftPercent: number;
  spentMs: number;
  leftMs: number;
  allowedMs: number;
}

/** Both in percent of the 30 days. */
export function budgetOf(availability: number, objective: number): Budget {
  const allowedMs = ((100 - objective) / 100) * WINDOW_MS;
  const spentMs = ((100 - availability) / 100) * WINDOW_MS;
  const leftMs = allowedMs - spentMs;
  return { leftPercent: allowedMs > 0 ? (100 * leftMs) / allowedMs : 0, spentMs, leftMs, allowedMs };
}
