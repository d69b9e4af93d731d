/** Smooth, repeatable noise in [-1, 1]: the same seed and time always give the same value, in history and live. */
export function wobble(seed, seconds, period) {
  const position = seconds / period;
  const cell = Math.floor(position);
  const part = position - cell;
  const weight = part * part * (3 - 2 * part);
  return random(seed, cell) * (1 - weight) + random(seed, cell + 1) * weight;
}

/** One pseudo-random number in [-1, 1] per pair of integers. */
function random(seed, cell) {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(cell | 0, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x7fffffff - 1;
}
