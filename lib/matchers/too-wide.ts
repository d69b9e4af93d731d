import type { Matcher } from "./matcher";
import { type PatternReach, patternReach } from "./pattern-reach";

const WORDS =
  'These matchers would hold back every alert. At least one must name a value, as alertname="HighErrorRate" does.';

/**
 * Why the matchers may not become a silence; null when they may. One of them has to narrow: it must fail where the
 * label is missing (Alertmanager asks for that too) and for values that nobody thought of.
 */
export function tooWide(matchers: readonly Matcher[]): string | null {
  return matchers.some(narrows) ? null : WORDS;
}

function narrows({ isRegex, isEqual, value }: Matcher): boolean {
  if (!isEqual) return false;
  if (!isRegex) return value !== "";
  const reach: PatternReach | null = patternReach(value);
  return reach === null || !(reach.empty || reach.anything);
}
