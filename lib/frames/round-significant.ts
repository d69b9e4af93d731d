const DIGITS = 6;
/** Beyond these a power of ten is no longer exact, and the value is sent as it is. */
const MAX_EXPONENT = 22;

/** The nearest number with six significant digits: what a screen shows, in a third of the bytes. NaN and infinities stay. */
export function roundSignificant(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const shift = DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)));
  if (Math.abs(shift) > MAX_EXPONENT) return Number(value.toPrecision(DIGITS));
  return shift >= 0 ? Math.round(value * 10 ** shift) / 10 ** shift : Math.round(value / 10 ** -shift) * 10 ** -shift;
}
