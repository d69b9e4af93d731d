import { parseRange, startOf, type TimeRange } from "@/lib/time/range";
import { instantOf, wallClock } from "@/lib/time/zone";
import type { PerformanceQuery } from "./performance-query";

/** What is measured, and what it is compared with. Epoch ms, the ends not included. */
export interface Period extends TimeRange {
  zone: string;
  previous: TimeRange;
}

/** The asked period against `now` (epoch ms); never beyond it. Throws bad_request with words for people. */
export function periodOf(query: PerformanceQuery, now: number): Period {
  const { from, to } = parseRange(query, now);
  const end = Math.max(from, Math.min(to, now));
  return { from, to: end, zone: query.zone, previous: previousOf({ from, to: end }, query.zone) };
}

/** The same number of whole months before, where it is whole months; else the same length of time before. */
function previousOf({ from, to }: TimeRange, zone: string): TimeRange {
  if (startOf(from, "M", zone) !== from || startOf(to, "M", zone) !== to) return { from: from - (to - from), to: from };
  const [first, end] = [wallClock(from, zone), wallClock(to, zone)];
  const months = end.year * 12 + end.month - (first.year * 12 + first.month);
  return { from: instantOf({ ...first, month: first.month - months }, zone), to: from };
}
