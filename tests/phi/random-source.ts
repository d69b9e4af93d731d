/** Numbers in [0, 1) that a seed repeats: mulberry32. */
export interface RandomSource {
  next(): number;
  /** A whole number from `low` up to and with `high`. */
  int(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  digits(count: number): string;
  letters(count: number, alphabet?: string): string;
}

export function randomSource(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]) => items[int(0, items.length - 1)]!;
  const letters = (count: number, alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ") =>
    Array.from({ length: count }, () => pick([...alphabet])).join("");
  return { next, int, pick, letters, digits: (count) => letters(count, "0123456789") };
}
