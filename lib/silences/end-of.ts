import { PortalError } from "@/lib/errors";
import { MAX_DURATION_MINUTES } from "./max-duration";

const MINUTE = 60_000;

/** When a silence shall end: so many minutes after `now` (epoch ms), or then. Throws 422 when that is past or too far. */
export function endOf({ minutes, endsAt }: { minutes?: number; endsAt?: string }, now: number): Date {
  const end = minutes === undefined ? Date.parse(endsAt ?? "") : now + minutes * MINUTE;
  if (end <= now) throw new PortalError("unprocessable", "The end is not in the future.");
  if (end > now + MAX_DURATION_MINUTES * MINUTE)
    throw new PortalError("unprocessable", `A silence may last ${MAX_DURATION_MINUTES / 24 / 60} days from now.`);
  return new Date(end);
}
