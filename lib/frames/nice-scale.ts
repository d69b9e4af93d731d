/** A value axis: round ends and evenly spaced ticks between them, both ends included. */
export interface ValueScale {
  min: number;
  max: number;
  ticks: number[];
  /** Decimals that tell neighbouring ticks apart. */
  decimals: number;
}

/** What differs by less is the same on any screen, and nearer to the limits of a double than to a measurement. */
const SMALLEST = 1e-9;
const STEPS = [1, 2, 2.5, 5, 10];

/** Round limits around [low, high] with about `count` intervals. A flat series gets room around it. */
export function niceScale(low: number, high: number, count: number): ValueScale {
  const [from, to] = high - low < SMALLEST ? widen(low) : [low, high];
  const step = niceStep((to - from) / Math.max(1, count));
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const decimals = Math.max(0, Math.min(6, decimalsOf(step)));
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(Number((i * step).toPrecision(12)));
  return { min: ticks[0] as number, max: ticks.at(-1) as number, ticks, decimals };
}

function widen(value: number): [number, number] {
  if (Math.abs(value) < SMALLEST) return [0, 1];
  return value > 0 ? [0, value] : [value, 0];
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 9; decimals++) {
    if (Math.abs(step - Number(step.toFixed(decimals))) < step * 1e-6) return decimals;
  }
  return 9;
}
