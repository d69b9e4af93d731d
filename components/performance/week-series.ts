import type { WeekFigures } from "@/lib/alerts/performance/performance-view";
import type { PanelSeries } from "@/lib/frames/panel-series";

const WEEK_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;
/** Where clocks change the weeks are not all of one length: begun in the small hours, each bar still falls on a Monday. */
const SMALL_HOURS_MS = 3 * HOUR_MS;

/** Bars of the weeks: all alerts behind, of which some were acknowledged; and the median wait in minutes. */
export function weekSeries(weeks: readonly WeekFigures[]): { alerts: PanelSeries[]; waits: PanelSeries[] } {
  const of = (key: string, name: string, value: (figures: NonNullable<WeekFigures["figures"]>) => number | null) => ({
    key,
    refId: "A",
    name,
    labels: {},
    unit: "count" as const,
    decimals: undefined,
    thresholds: undefined,
    grid: gridOf(weeks),
    // A week that was not recorded, or has too few to say, is a gap; a quiet one is a zero.
    values: weeks.map(({ figures }) => (figures === null ? null : value(figures))),
  });
  return {
    alerts: [
      of("opened", "Opened", ({ episodes }) => episodes),
      of("acknowledged", "of which acknowledged", ({ episodes, neverAcknowledged }) => episodes - neverAcknowledged),
    ],
    waits: [
      of("median", "Median, minutes", ({ toAcknowledge: { median } }) =>
        median === null ? null : Math.round(median / 6) / 10,
      ),
    ],
  };
}

function gridOf(weeks: readonly WeekFigures[]) {
  const starts = weeks.map(({ from }) => Date.parse(from));
  const [first = 0] = starts;
  const even = starts.every((start, index) => start === first + index * WEEK_MS);
  return { start: even ? first : first + SMALL_HOURS_MS, step: WEEK_MS, count: weeks.length };
}
