import { UpstreamError } from "../datasource";

const NUMBER_START = /^[+\-.\d]/;

/**
 * A sample's value as Prometheus writes it: "0.5", "1e+21", "NaN", "+Inf". Null when it is not a finite number;
 * never 0 by accident (an empty text is not a number). Throws UpstreamError when it is not a text at all.
 */
export function parseSampleValue(text: unknown): number | null {
  if (typeof text !== "string") throw new UpstreamError("upstream_invalid", "A sample's value is not written as text.");
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  // Number("") and Number(" ") are 0.
  return value === 0 && !NUMBER_START.test(text) ? null : value;
}
