/** Whether monitoring itself is alive, judged from the always-firing Watchdog alert. Pure. */

export type Pulse = "alive" | "late" | "dead" | "never";

const MINUTE = 60_000;
const ALIVE_MS = 3 * MINUTE;
const LATE_MS = 10 * MINUTE;

/** Both ways the Watchdog reaches the portal, epoch ms of its last sign; null: never. */
export interface WatchdogLegs {
  webhook: number | null;
  /** When Prometheus last sent it to Alertmanager, as the poll tells; null also when nothing is polled. */
  poll: number | null;
}

/** Alive under 3 minutes, late up to 10, then dead. */
export function pulseOf(lastSeenAt: number | null, now: number): Pulse {
  if (lastSeenAt === null) return "never";
  const age = now - lastSeenAt;
  if (age < ALIVE_MS) return "alive";
  return age <= LATE_MS ? "late" : "dead";
}

/**
 * Whether "resolved" may be believed. Four minutes after Prometheus dies, Alertmanager declares everything resolved
 * that still burns. The poll leg shows the sender's last word and is decisive; Alertmanager goes on sending the
 * webhook leg by itself until then. Where no Watchdog ever came there is nothing to judge by, and the claim stands.
 */
export function mayBelieveResolve(legs: WatchdogLegs, now: number): boolean {
  const pulse = pulseOf(legs.poll ?? legs.webhook, now);
  return pulse === "alive" || pulse === "never";
}
