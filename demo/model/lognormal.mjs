/** Share of a lognormal quantity (its median, and sigma of its logarithm) that is at most `bound`. */
export function shareBelow(bound, median, sigma) {
  if (bound === Number.POSITIVE_INFINITY) return 1;
  const z = Math.log(bound / median) / (sigma * Math.SQRT2);
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  // Abramowitz and Stegun 7.1.26: the error function to seven digits.
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - poly * Math.exp(-z * z);
  return 0.5 * (1 + (z < 0 ? -erf : erf));
}

/** Its mean. */
export function meanOf(median, sigma) {
  return median * Math.exp((sigma * sigma) / 2);
}
