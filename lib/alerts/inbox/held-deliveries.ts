import "server-only";
import type { OpenedDelivery } from "./opened-delivery";

/** Alerts of opened deliveries kept in memory, about a kilobyte each; the others are read again from the database. */
const MAX_ALERTS = 50_000;

interface Held {
  deliveries: Map<bigint, OpenedDelivery>;
  alerts: number;
}

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalHeldDeliveries?: Held };
holder.portalHeldDeliveries ??= { deliveries: new Map(), alerts: 0 };
const held = holder.portalHeldDeliveries;

/** What this process has opened and not yet seen applied: a delivery need not be read back and parsed again. */
export const heldDeliveries = {
  hold(seq: bigint, delivery: OpenedDelivery): void {
    if (held.deliveries.has(seq) || held.alerts + delivery.alerts > MAX_ALERTS) return;
    held.deliveries.set(seq, delivery);
    held.alerts += delivery.alerts;
  },
  get: (seq: bigint) => held.deliveries.get(seq),
  newest: () => [...held.deliveries.keys()].reduce((newest, seq) => (seq > newest ? seq : newest), 0n),
  /** Forgets all up to `seq`, whichever replica applied them. */
  forget(seq: bigint): void {
    for (const [one, { alerts }] of held.deliveries) {
      if (one > seq) continue;
      held.deliveries.delete(one);
      held.alerts -= alerts;
    }
  },
};
