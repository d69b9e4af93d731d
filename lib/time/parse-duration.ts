const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** A duration as Prometheus writes it ("15s", "1m30s"), in ms; null when it is none. */
export function parseDuration(text: string): number | null {
  if (!/^(?:\d{1,18}(?:ms|[smhdwy]))+$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d{1,18})(ms|[smhdwy])/g)) total += Number(count) * UNITS[unit!]!;
  return total;
}
