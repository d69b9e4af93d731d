import { MAX_RANGE_DAYS, parseRange } from "./range";
import { isRelative, type RangeEdges } from "./range-presets";

const CALENDAR_UNIT = /^now(?:-(\d{1,4})([dwMy]))?\/([dwMy])$/;
const DAY_MS = 86_400_000;

/**
 * The range before (-1) or after (1), as long as this one. Whole days, weeks, months and years move by their own
 * length. After the present there is nothing: such a range becomes one that ends now. Throws as parseRange does.
 */
export function shiftRange(edges: RangeEdges, zone: string, direction: -1 | 1, now: number): RangeEdges {
  const calendar = shiftCalendar(edges, direction);
  if (calendar) return calendar;
  const { from, to } = parseRange({ ...edges, zone }, now);
  const span = to - from;
  if (to + direction * span >= now) return { from: `now-${spanText(span)}`, to: "now" };
  return { from: iso(from + direction * span), to: iso(to + direction * span) };
}

/** Twice as long about the same middle, but not beyond now and not longer than a query may be. */
export function zoomOutRange(edges: RangeEdges, zone: string, now: number): RangeEdges {
  const { from, to } = parseRange({ ...edges, zone }, now);
  const span = Math.min(2 * (to - from), MAX_RANGE_DAYS * DAY_MS);
  if (edges.to === "now") return { from: `now-${spanText(span)}`, to: "now" };
  const end = Math.min(now, to + (span - (to - from)) / 2);
  return { from: iso(end - span), to: iso(end) };
}

/** Whether anything may lie after the range. */
export function canShiftLater({ to }: RangeEdges, now: number): boolean {
  return isRelative(to) ? to !== "now" && to.includes("-") : instantOfEdge(to) < now;
}

/** A range whose end is a fixed moment in the past: its answer does not change. */
export function isPast({ to }: RangeEdges, now: number): boolean {
  return !isRelative(to) && instantOfEdge(to) < now;
}

function instantOfEdge(edge: string): number {
  return /^\d+$/.test(edge) ? Number(edge) : Date.parse(edge);
}

function shiftCalendar({ from, to }: RangeEdges, direction: -1 | 1): RangeEdges | null {
  const match = CALENDAR_UNIT.exec(from);
  const unit = match?.[3];
  if (!match || !unit || (match[2] !== undefined && match[2] !== unit) || (to !== from && to !== "now")) return null;
  const back = Number(match[1] ?? 0) - direction;
  if (back <= 0) return { from: `now/${unit}`, to: "now" };
  return { from: `now-${back}${unit}/${unit}`, to: `now-${back}${unit}/${unit}` };
}

/** In the largest exact unit, so that the text in the address stays readable. */
function spanText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function iso(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}
