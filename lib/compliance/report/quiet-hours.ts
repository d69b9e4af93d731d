import type { ReportRecord } from "./record";

const HOUR_MS = 3_600_000;
const LONGEST = 8;

type Quiet = Pick<ReportRecord["ledger"], "hours" | "quietHours" | "quiet">;

/**
 * Hours of [start, end) without an entry, by UTC hours since the epoch. Only runs of two hours or more are listed,
 * the longest eight, in the order of time.
 */
export function quietHours(start: number, end: number, busy: ReadonlySet<number>): Quiet {
  const first = Math.floor(start / HOUR_MS);
  const last = Math.ceil(end / HOUR_MS);
  const runs: { from: number; hours: number }[] = [];
  let quiet = 0;
  for (let hour = first; hour < last; hour++) {
    if (busy.has(hour)) continue;
    quiet++;
    const run = runs.at(-1);
    if (run && run.from + run.hours === hour) run.hours++;
    else runs.push({ from: hour, hours: 1 });
  }
  const longest = runs
    .filter((run) => run.hours > 1)
    .sort((a, b) => b.hours - a.hours || a.from - b.from)
    .slice(0, LONGEST)
    .sort((a, b) => a.from - b.from);
  return {
    hours: last - first,
    quietHours: quiet,
    quiet: longest.map(({ from, hours }) => ({ from: instant(from), to: instant(from + hours), hours })),
  };
}

function instant(hour: number): string {
  return new Date(hour * HOUR_MS).toISOString();
}
