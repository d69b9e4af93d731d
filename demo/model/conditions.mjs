import { wobble } from "./wobble.mjs";

const DAY = 86_400;
const RAMP_SECONDS = 60;
const WEEKEND_LOAD = 0.62;

/**
 * What the simulated service goes through at a moment (seconds since 1970): its load, and how strongly each incident
 * is felt, from 0 to 1. Everything else in the model follows from this.
 */
export function conditionsAt(time, incidents) {
  const felt = {};
  for (const { kind, from, to } of incidents) {
    if (time < from || time >= to) continue;
    const strength = Math.min(1, (time - from + RAMP_SECONDS / 4) / RAMP_SECONDS, (to - time) / RAMP_SECONDS + 0.25);
    felt[kind] = Math.max(felt[kind] ?? 0, strength);
  }
  return { time, load: loadAt(time), felt: (kind) => felt[kind] ?? 0 };
}

/** Requests as a share of a weekday's peak: quiet nights, a peak in the early afternoon, calmer weekends (UTC). */
function loadAt(time) {
  const hour = ((time % DAY) / DAY) * 24;
  const daytime = Math.exp(-(((hour - 14) / 4.6) ** 2)) + 0.35 * Math.exp(-(((hour - 20) / 2.2) ** 2));
  const weekday = new Date(time * 1000).getUTCDay();
  const week = weekday === 0 || weekday === 6 ? WEEKEND_LOAD : 1;
  return week * (0.28 + 0.72 * Math.min(1, daytime)) * (1 + 0.05 * wobble(1, time, 900) + 0.04 * wobble(2, time, 130));
}
