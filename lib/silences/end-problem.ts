import { MAX_DURATION_MINUTES } from "./max-duration";

const MINUTE = 60_000;

/** What is wrong with an end (epoch ms) that lies after `earliest`, asked at `now`; null when it may be asked for. */
export function endProblem(end: number | null, earliest: number, now: number): string | null {
  if (end === null) return null;
  if (end <= earliest) return earliest > now ? "It lasts longer already." : "This is not in the future.";
  const days = MAX_DURATION_MINUTES / 24 / 60;
  return end > now + MAX_DURATION_MINUTES * MINUTE ? `A silence may last ${days} days from now.` : null;
}
