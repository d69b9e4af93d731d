import { pulseOf } from "@/lib/alerts/source-pulse";
import type { HealthLeg, HealthState } from "./health-leg";
import type { Leg, LegState } from "./status-view";

const STATES: Record<LegState, HealthState> = { ok: "ok", late: "late", failing: "dead", unknown: "unknown" };
const PULSES: Record<ReturnType<typeof pulseOf>, HealthState> = {
  alive: "ok",
  late: "late",
  dead: "dead",
  never: "unknown",
};

/** Which ways of the Watchdog are set up, and so must live. */
export interface ExpectedWays {
  webhook: boolean;
  poll: boolean;
}

/**
 * The status page's legs as an outside watcher reads them, at `now` (epoch ms). The Watchdog is judged on both its ways,
 * by its own limits. One of several Alertmanagers may be away, not all of them. Pure.
 */
export function healthOfLegs(legs: readonly Leg[], expected: ExpectedWays, now: number): HealthLeg[] {
  const polls = legs.filter(({ id }) => id.startsWith("poll:"));
  const nobodyAnswers = polls.length > 0 && polls.every(({ state }) => state !== "ok");
  return legs.map((leg) => {
    const { id, lastSeenAt } = leg;
    if (id === "watchdog:webhook" || id === "watchdog:poll") {
      const mustLive = id === "watchdog:webhook" ? expected.webhook : expected.poll;
      const state = PULSES[pulseOf(lastSeenAt === null ? null : Date.parse(lastSeenAt), now)];
      return { id, state, mustLive, lastSeenAt, words: leg.error };
    }
    const isPoll = id.startsWith("poll:");
    const state = isPoll && leg.state === "late" ? "dead" : STATES[leg.state];
    return { id, state, mustLive: isPoll && nobodyAnswers, lastSeenAt, words: leg.error };
  });
}
