import { meanOf, shareBelow } from "./lognormal.mjs";

/**
 * One series of the model: `value(conditions)` is a counter's growth per second, or a gauge's value. `step` is how
 * far apart its historical samples are, in seconds; below Prometheus' five minutes of look-back.
 */
export function counter(name, labels, value, { step = 60, whole = true } = {}) {
  return { name, labels, type: "counter", value, step, whole };
}

export function gauge(name, labels, value, { step = 60 } = {}) {
  return { name, labels, type: "gauge", value, step, whole: false };
}

/**
 * A real histogram of a lognormal quantity: cumulative buckets, sum and count that agree with each other.
 * Whole bounds are spelled "1.0": Prometheus 3 would rewrite "1", and history and scrapes would not meet.
 */
export function histogram(name, labels, { bounds, rate, median, sigma }) {
  const bucket = (bound) => {
    const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : Number.isInteger(bound) ? `${bound}.0` : String(bound);
    const value = (conditions) => rate(conditions) * shareBelow(bound, median(conditions), sigma);
    return { ...counter(`${name}_bucket`, { ...labels, le }, value), family: name };
  };
  const sum = (conditions) => rate(conditions) * meanOf(median(conditions), sigma);
  return [
    ...[...bounds, Number.POSITIVE_INFINITY].map(bucket),
    { ...counter(`${name}_sum`, labels, sum, { whole: false }), family: name },
    { ...counter(`${name}_count`, labels, rate), family: name },
  ];
}
