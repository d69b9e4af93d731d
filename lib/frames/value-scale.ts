import type { Thresholds, Unit } from "@/lib/dashboards/model";
import { niceScale, type ValueScale } from "./nice-scale";

/** A threshold further away than this many times the data would press the data flat. */
const THRESHOLD_REACH = 10;

/** The value axis of a panel: from zero unless the unit or the direction says otherwise, with its thresholds in view. */
export function valueScale(
  values: Iterable<number | null>,
  unit: Unit,
  thresholds: Thresholds | undefined,
  count = 4,
): ValueScale {
  const [low, high] = extent(values);
  if (low > high) return niceScale(0, unit === "percent" ? 100 : 1, 2);
  const bounds = [low, high, ...visibleThresholds(high, thresholds)];
  if (startsAtZero(unit, thresholds)) bounds.push(0);
  const min = Math.min(...bounds);
  const max = Math.max(...bounds);
  if (unit === "percent" && min >= 0 && max <= 100 && (max > 40 || thresholds?.direction === "below"))
    return percentScale(min, max);
  return niceScale(min, max, count);
}

function percentScale(min: number, max: number): ValueScale {
  if (min <= 60 || max < 40) return { min: 0, max: 100, ticks: [0, 50, 100], decimals: 0 };
  const scale = niceScale(min, 100, 3);
  return { ...scale, max: 100, ticks: scale.ticks.filter((tick) => tick <= 100) };
}

function extent(values: Iterable<number | null>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function visibleThresholds(high: number, thresholds: Thresholds | undefined): number[] {
  return [thresholds?.target, thresholds?.alert].filter(
    (value): value is number => value !== undefined && (high <= 0 || value <= high * THRESHOLD_REACH),
  );
}

function startsAtZero(unit: Unit, thresholds: Thresholds | undefined): boolean {
  return unit !== "rating" && unit !== "usd" && thresholds?.direction !== "below";
}
