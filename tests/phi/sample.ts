import type { RandomSource } from "./random-source";

/** A value of a class, in one of the formats that people and machines write it in. */
export interface Format {
  /** A name for the value in JSON, a query or a label; for classes that need one, the one that gives it away. */
  key: string;
  value: string;
  /** What is sensitive of the value; left out: all of it. */
  secret?: string;
  /** A sentence with the value in it. */
  sentence: string;
  /** JSON has it as a number. */
  number?: boolean;
}

export type FormatFamily = (random: RandomSource) => Format;

export const CONTEXTS = ["plain", "json", "url", "log", "promql"] as const;
export type SampleContext = (typeof CONTEXTS)[number];

export interface Sample {
  className: string;
  context: SampleContext;
  text: string;
  /** What may not be left in the text. */
  secret: string;
}

/** One sample per context. */
export function samplesOf(className: string, format: Format): Sample[] {
  const { value, secret: part } = format;
  return CONTEXTS.map((context) => {
    const text = write[context](format);
    const secret = part ?? (text.includes(value) ? value : encodeURIComponent(value));
    return { className, context, text, secret };
  });
}

const write: Record<SampleContext, (format: Format) => string> = {
  plain: ({ sentence }) => sentence,
  json: ({ key, value, number }) => `{"ok":true,"${key}":${number ? value : JSON.stringify(value)},"attempt":2}`,
  url: ({ key, value }) => `GET /lookup?page=2&${key}=${encodeURIComponent(value)}&sort=asc`,
  log: ({ key, value }) =>
    `2026-03-01T10:15:30.123Z INFO api done ${key}=${/\s/.test(value) ? `"${value}"` : value} status=200 took=12ms`,
  promql: ({ key, value }) => `sum by (job) (rate(http_requests_total{${key}="${value}",job="api"}[5m])) > 0.5`,
};
