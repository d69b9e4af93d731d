import { PortalError } from "@/lib/errors";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LADDER = [
  ...[1, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  DAY,
];
const MAX_POINTS_ON_SCREEN = 1000;
/** Prometheus refuses more: "exceeded maximum resolution of 11,000 points per timeseries". */
const MAX_POINTS_UPSTREAM = 11_000;

/** Points at start, start + step, … ≤ end, in epoch ms; all multiples of `step`. */
export interface AlignedWindow {
  start: number;
  end: number;
  step: number;
}

export interface StepRequest {
  from: number;
  to: number;
  /** Width the panel is drawn at: a point per pixel is enough. */
  widthPx: number;
  /** Seconds: the panel's own floor, the scrape interval, the period of the metric. */
  minStepsSeconds: readonly number[];
}

/** The step in ms: never finer than the floors or a point per pixel, rounded up to a step a clock has. */
export function chooseStep({ from, to, widthPx, minStepsSeconds }: StepRequest): number {
  const points = Math.max(1, Math.min(Math.floor(widthPx), MAX_POINTS_ON_SCREEN));
  const wanted = Math.max(SECOND, (to - from) / points, ...minStepsSeconds.map((seconds) => seconds * SECOND));
  return LADDER.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
}

/** Floors both ends to the step, so that everybody who looks in the same step asks the same question. */
export function alignWindow(from: number, to: number, step: number): AlignedWindow {
  return checked({ start: Math.floor(from / step) * step, end: Math.floor(to / step) * step, step });
}

/**
 * The ends of the buckets that touch the range, for panels whose point covers the step before it (a bar a day).
 * The last bucket may end in the future: it is the one still being filled.
 */
export function alignBuckets(from: number, to: number, step: number): AlignedWindow {
  return checked({ start: Math.floor(from / step) * step + step, end: Math.ceil(to / step) * step, step });
}

function checked(window: AlignedWindow): AlignedWindow {
  if ((window.end - window.start) / window.step < MAX_POINTS_UPSTREAM) return window;
  throw new PortalError("bad_request", "The range has too many points for one panel.");
}
