import type { Unit } from "@/lib/dashboards/model";

/** A figure ready to show. `suffix` is the unit with its leading space, empty when the text carries it. */
export interface FormattedValue {
  text: string;
  suffix: string;
}

const NO_VALUE: FormattedValue = { text: "–", suffix: "" };
const SUFFIX: Record<Unit, string> = {
  percent: " %",
  ratio: "",
  seconds: " s",
  milliseconds: " ms",
  count: "",
  per_second: " /s",
  per_minute: " /min",
  usd: "",
  days: " d",
  rating: "",
  bytes: " B",
};
const BYTE_UNITS = [" B", " KiB", " MiB", " GiB", " TiB", " PiB"];
const formats = new Map<number, Intl.NumberFormat>();

/** Without `decimals` as many as the size of the value deserves. What is not a number is a dash, never zero. */
export function formatValue(value: number | null, unit: Unit, decimals?: number): FormattedValue {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  if (unit === "bytes") return formatBytes(value, decimals);
  if (unit === "days") return formatDays(value, decimals);
  const digits = decimals ?? defaultDecimals(value, unit);
  const shown = formatNumber(Math.abs(value), digits);
  const sign = value < 0 && /[1-9]/.test(shown) ? "−" : "";
  return { text: unit === "usd" ? `${sign}$${shown}` : `${sign}${shown}`, suffix: SUFFIX[unit] };
}

/** The same as one text: "1.42 s". */
export function formatText(value: number | null, unit: Unit, decimals?: number): string {
  const { text, suffix } = formatValue(value, unit, decimals);
  return text + suffix;
}

function formatBytes(value: number, decimals?: number): FormattedValue {
  const magnitude = Math.abs(value);
  const power = magnitude < 1 ? 0 : Math.min(Math.floor(Math.log2(magnitude) / 10), BYTE_UNITS.length - 1);
  const scaled = value / 1024 ** power;
  return {
    text: formatNumber(scaled, decimals ?? (power === 0 ? 0 : defaultDecimals(scaled, "bytes"))),
    suffix: BYTE_UNITS[power] as string,
  };
}

/** Under two days hours, and under two hours minutes, say more. */
function formatDays(value: number, decimals?: number): FormattedValue {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 2 / 24) return { text: formatNumber(value * 1440, 0), suffix: " min" };
  if (magnitude !== 0 && magnitude < 2) return { text: formatNumber(value * 24, 0), suffix: " h" };
  return { text: formatNumber(value, decimals ?? 1), suffix: SUFFIX.days };
}

function defaultDecimals(value: number, unit: Unit): number {
  if (unit === "count" && Number.isInteger(value)) return 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 100 || value === 0) return 0;
  if (magnitude >= 10) return 1;
  return magnitude >= 0.1 ? 2 : 3;
}

function formatNumber(value: number, decimals: number): string {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(decimals, format);
  }
  return format.format(value);
}
