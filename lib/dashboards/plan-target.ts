import type { QueryWindow } from "@/lib/datasources/datasource";
import { parseRange, type TimeRange } from "@/lib/time/range";
import { alignBuckets, alignWindow, chooseStep } from "@/lib/time/step";
import { instantGrainMs } from "./instant-grain";
import type { CloudWatchTarget, Panel, PrometheusTarget } from "./model";

/** When and how finely one target is asked. */
export interface TargetPlan {
  window: QueryWindow;
  /** The range it covers, for $__range and the axis. */
  range: TimeRange;
  /** The step the range would have: also for an instant, whose window has none. */
  stepSeconds: number;
  /** A point stands for the step before it (a bar a day). */
  bucketed: boolean;
}

export interface PlanInput {
  panel: Panel;
  /** Resolved and not after now. */
  range: TimeRange;
  widthPx: number;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** A range query on whole steps; or an instant, floored so that everybody who looks in the same seconds asks the same. */
export function planPrometheus(
  { panel, range, widthPx }: PlanInput,
  target: PrometheusTarget,
  scrapeSeconds: number,
): TargetPlan {
  const wanted = fixedRange(target.window, range);
  const step = chooseStep({ ...wanted, widthPx, minStepsSeconds: [scrapeSeconds, target.minStep ?? 0] });
  if (target.mode === "instant") {
    const grain = instantGrainMs(target.minStep);
    const end = Math.floor(wanted.to / grain) * grain;
    const from = Math.floor(wanted.from / grain) * grain;
    return {
      window: { start: end, end, step: 0 },
      range: { from, to: end },
      stepSeconds: step / 1000,
      bucketed: false,
    };
  }
  const bucketed = panel.visualization === "bars";
  const window = bucketed ? alignBuckets(wanted.from, wanted.to, step) : alignWindow(wanted.from, wanted.to, step);
  return { window, range: { from: window.start, to: window.end }, stepSeconds: step / 1000, bucketed };
}

/** Whole periods only; an instant asks for the periods before it and takes the newest that has a value. */
export function planCloudWatch({ range, widthPx }: PlanInput, target: CloudWatchTarget, now: number): TargetPlan {
  const wanted = fixedRange(target.window, range);
  const period = Math.max(target.period, ageFloorSeconds(now - wanted.from));
  if (target.mode === "instant") {
    const step = period * 1000;
    const from = target.window ? wanted.from : wanted.to - Math.max(3 * step, HOUR_SECONDS * 1000);
    // A period that begins as the range ends is none of its own.
    const window = alignWindow(from, wanted.to - 1, step);
    return { window, range: { from: window.start, to: window.end }, stepSeconds: period, bucketed: false };
  }
  const step = chooseStep({ ...wanted, widthPx, minStepsSeconds: [period] });
  // The period that is still being filled would read as a drop.
  const complete = wanted.to - step >= wanted.from ? wanted.to - step : wanted.to;
  const window = alignWindow(wanted.from, complete, step);
  return { window, range: { from: window.start, to: window.end }, stepSeconds: step / 1000, bucketed: false };
}

/** "14d" before the range's end, or "now/M": since that rounding of the range's last instant, in UTC. */
function fixedRange(window: string | undefined, range: TimeRange): TimeRange {
  if (window === undefined) return range;
  const rounded = window.startsWith("now");
  const from = rounded ? window : `now-${window}`;
  // A range that ends with a month is of that month, not of the next.
  const { from: start } = parseRange({ from, to: "now+1s", zone: "UTC" }, rounded ? range.to - 1 : range.to);
  return { from: Math.min(start, range.to - 1000), to: range.to };
}

/** CloudWatch keeps minutes for 15 days and five minutes for 63: a finer period silently has no data. */
function ageFloorSeconds(ageMs: number): number {
  const days = ageMs / 1000 / DAY_SECONDS;
  if (days >= 63) return HOUR_SECONDS;
  return days >= 15 ? 300 : 60;
}
