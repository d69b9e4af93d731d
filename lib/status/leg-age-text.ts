import { formatShortDuration } from "@/lib/time/format-time";
import type { Leg } from "./status-view";

type Seen = Pick<Leg, "state" | "lastSeenAt" | "lateAfterSeconds">;

/** A leg's state in two or three words, at `now` (epoch ms). One without a rhythm is only asked when somebody looks. */
export function legAgeText({ state, lastSeenAt, lateAfterSeconds }: Seen, now: number): string {
  if (lastSeenAt === null && state === "failing") return "failing";
  if (lastSeenAt === null) return lateAfterSeconds === null ? "not asked yet" : "never seen";
  const age = formatShortDuration(now - Date.parse(lastSeenAt));
  if (state === "late") return `${age} silent`;
  return state === "failing" ? `failing ${age}` : age;
}
