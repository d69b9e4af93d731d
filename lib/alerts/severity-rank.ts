const RANKS: Readonly<Record<string, number>> = { critical: 3, high: 2, error: 2, warning: 1 };

/** How bad a severity is, 3 the worst. What nobody has defined counts as little as "info": it wakes nobody. */
export function severityRank(severity: string): number {
  return Object.hasOwn(RANKS, severity) ? RANKS[severity]! : 0;
}
