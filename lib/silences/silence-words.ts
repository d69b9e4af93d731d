import { formatDuration, formatInstant } from "@/lib/time/format-time";
import type { SilenceView } from "./silence-view";

const MINUTE = 60_000;

/** "ends in 2 h 5 min", "begins in 10 min", "ended 3 h ago": to the minute. `now` is epoch ms. */
export function timeLeft({ state, startsAt, endsAt }: Pick<SilenceView, "state" | "startsAt" | "endsAt">, now: number) {
  if (state === "pending") return `begins in ${span(Date.parse(startsAt) - now)}`;
  if (state === "active") return `ends in ${span(Date.parse(endsAt) - now)}`;
  return `ended ${span(now - Date.parse(endsAt))} ago`;
}

function span(ms: number): string {
  if (ms < MINUTE) return "less than a minute";
  return formatDuration(ms - (ms % MINUTE));
}

/** The end on the zone's clock, with the zone. */
export function endInstant(endsAt: string, zone: string): string {
  return formatInstant(Date.parse(endsAt), zone);
}
