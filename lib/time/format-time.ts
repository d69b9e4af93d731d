/**
 * "instant": Mon 23 Nov 2026, 14:05 UTC · "full": with seconds · "time": 14:05:09 · "minute": 14:05 ·
 * "day": 23 Nov · "date": 23 Nov 2026 · "short": 23 Nov, 14:05.
 */
export type TimeStyle = "instant" | "full" | "time" | "minute" | "day" | "date" | "short";

const formats = new Map<string, Intl.DateTimeFormat>();
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MAX_DATE_MS = 8.64e15;

/**
 * An instant (epoch ms) as a clock in the zone shows it. The zone's label is printed with "instant" and "full";
 * it differs between summer and winter, so that the hour which happens twice reads differently each time.
 */
export function formatInstant(ms: number, zone: string, style: TimeStyle = "instant"): string {
  if (!(Math.abs(ms) <= MAX_DATE_MS)) return "unknown";
  const { weekday, day, month, year, hour, minute, second } = read(ms, zone);
  switch (style) {
    case "instant":
      return `${weekday} ${day} ${month} ${year}, ${hour}:${minute} ${zoneLabel(ms, zone)}`;
    case "full":
      return `${day} ${month} ${year}, ${hour}:${minute}:${second} ${zoneLabel(ms, zone)}`;
    case "time":
      return `${hour}:${minute}:${second}`;
    case "minute":
      return `${hour}:${minute}`;
    case "day":
      return `${day} ${month}`;
    case "date":
      return `${day} ${month} ${year}`;
    case "short":
      return `${day} ${month}, ${hour}:${minute}`;
  }
}

/** "UTC", else the zone's name for that moment ("CET", "GMT+5:30"). */
export function zoneLabel(ms: number, zone: string): string {
  const part = formatFor(zone, true)
    .formatToParts(ms)
    .find(({ type }) => type === "timeZoneName");
  return part?.value ?? zone;
}

/** How long ago: "8 s ago", "34 min ago", "2 h ago", "3 d ago". Clocks that disagree give "now", never a minus. */
export function formatAge(ageMs: number): string {
  if (!Number.isFinite(ageMs)) return "never";
  return ageMs < 1000 ? "now" : `${formatShortDuration(ageMs)} ago`;
}

/** The largest unit only: "8 s", "34 min", "2 h", "3 d". */
export function formatShortDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE_MS) return `${Math.floor(length / 1000)} s`;
  if (length < HOUR_MS) return `${Math.floor(length / MINUTE_MS)} min`;
  if (length < 2 * DAY_MS) return `${Math.floor(length / HOUR_MS)} h`;
  return `${Math.floor(length / DAY_MS)} d`;
}

/** The two largest units: "850 ms", "9 min 30 s", "2 h 11 min", "4 d 2 h". */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return "unknown";
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((ms % MINUTE_MS) / 1000);
  if (days > 0) return pair(days, "d", hours, "h");
  if (hours > 0) return pair(hours, "h", minutes, "min");
  return minutes > 0 ? pair(minutes, "min", seconds, "s") : `${seconds} s`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small > 0 ? `${large} ${largeUnit} ${small} ${smallUnit}` : `${large} ${largeUnit}`;
}

type Part = "weekday" | "day" | "month" | "year" | "hour" | "minute" | "second";

function read(ms: number, zone: string): Record<Part, string> {
  const parts = { weekday: "", day: "", month: "", year: "", hour: "", minute: "", second: "" };
  for (const { type, value } of formatFor(zone, false).formatToParts(ms))
    if (type in parts) parts[type as Part] = value;
  // British English writes "Sept"; every month has three letters here.
  return { ...parts, month: parts.month.slice(0, 3) };
}

/** Throws RangeError for a zone the platform does not know: check it first (lib/time/zone). */
function formatFor(zone: string, withName: boolean): Intl.DateTimeFormat {
  const key = `${zone}|${withName}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: withName ? "short" : undefined,
  });
  if (formats.size < 1000) formats.set(key, format);
  return format;
}
