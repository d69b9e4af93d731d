import { formatInstant } from "./format-time";

/** A range as the URL holds it. */
export interface RangeEdges {
  from: string;
  to: string;
}

export interface RangePreset extends RangeEdges {
  title: string;
}

export const SLIDING_PRESETS: readonly RangePreset[] = [
  { title: "Last 15 minutes", from: "now-15m", to: "now" },
  { title: "Last 30 minutes", from: "now-30m", to: "now" },
  { title: "Last hour", from: "now-1h", to: "now" },
  { title: "Last 3 hours", from: "now-3h", to: "now" },
  { title: "Last 6 hours", from: "now-6h", to: "now" },
  { title: "Last 12 hours", from: "now-12h", to: "now" },
  { title: "Last 24 hours", from: "now-24h", to: "now" },
  { title: "Last 2 days", from: "now-2d", to: "now" },
  { title: "Last 7 days", from: "now-7d", to: "now" },
  { title: "Last 30 days", from: "now-30d", to: "now" },
  { title: "Last 90 days", from: "now-90d", to: "now" },
];

/** Days and months begin in the zone that is shown. */
export const CALENDAR_PRESETS: readonly RangePreset[] = [
  { title: "Today", from: "now/d", to: "now" },
  { title: "Yesterday", from: "now-1d/d", to: "now-1d/d" },
  { title: "This month", from: "now/M", to: "now" },
  { title: "Previous month", from: "now-1M/M", to: "now-1M/M" },
];

export function isRelative(edge: string): boolean {
  return edge.startsWith("now");
}

/** A name for people: a preset's title, else both ends; what is relative stays as written. */
export function nameRange({ from, to }: RangeEdges, zone: string): string {
  const preset = [...SLIDING_PRESETS, ...CALENDAR_PRESETS].find((one) => one.from === from && one.to === to);
  if (preset) return preset.title;
  return `${nameEdge(from, zone)} to ${nameEdge(to, zone)}`;
}

function nameEdge(edge: string, zone: string): string {
  if (isRelative(edge)) return edge;
  return formatInstant(/^\d+$/.test(edge) ? Number(edge) : Date.parse(edge), zone, "short");
}
