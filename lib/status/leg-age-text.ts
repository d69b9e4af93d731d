import { formatShortDuration } from "@/lib/time/format-time";
import type { Leg } from "./status-view";

/** A leg's state in two or three words, at `now` (epoch ms). */
export function legAgeText({ state, lastSeenAt }: Pick<Leg, "state" | "lastSeenAt">, now: number): string {
  if (lastSeenAt === null) return state === "failing" ? "failing" : "never seen";
  const age = formatShortDuration(now - Date.parse(lastSeenAt));
  if (state === "late") return `${age} silent`;
  return state === "failing" ? `failing ${age}` : age;
}
