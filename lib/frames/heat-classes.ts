/** Shares of the scale at which a cell gets the next of six colours. */
const BOUNDS = [0.02, 0.1, 0.3, 0.6, 1];

/** The bounds of the classes, for a legend: relative to the alert threshold, or else to the highest value. */
export function heatBounds(scale: number): number[] {
  return BOUNDS.map((share) => Number((share * scale).toPrecision(3)));
}

/** 0 (none to speak of) to 5 (at or past the scale); null has no class. */
export function heatClass(value: number, bounds: readonly number[]): number {
  return bounds.filter((bound) => value >= bound && value > 0).length;
}
