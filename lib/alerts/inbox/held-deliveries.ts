import "server-only";
import type { OpenedDelivery } from "./opened-delivery";

/** Of opened deliveries kept in memory; the others are read again from the database. */
const MAX_ALERTS = 50_000;
const MAX_BYTES = 64 * 1024 * 1024;

interface Held {
  deliveries: Map<bigint, OpenedDelivery>;
  alerts: number;
  bytes: number;
}

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalHeldDeliveries?: Held };
holder.portalHeldDeliveries ??= { deliveries: new Map(), alerts: 0, bytes: 0 };
const held = holder.portalHeldDeliveries;

/** What this process has opened and not yet seen applied: a delivery need not be read back and parsed again. */
export const heldDeliveries = {
  hold(seq: bigint, delivery: OpenedDelivery): void {
    const { alerts, bytes } = delivery;
    if (held.deliveries.has(seq) || held.alerts + alerts > MAX_ALERTS || held.bytes + bytes > MAX_BYTES) return;
    held.deliveries.set(seq, delivery);
    held.alerts += alerts;
    held.bytes += bytes;
  },
  get: (seq: bigint) => held.deliveries.get(seq),
  newest: () => [...held.deliveries.keys()].reduce((newest, seq) => (seq > newest ? seq : newest), 0n),
  /** Forgets all up to `seq`, whichever replica applied them. */
  forget(seq: bigint): void {
    for (const [one, { alerts, bytes }] of held.deliveries) {
      if (one > seq) continue;
      held.deliveries.delete(one);
      held.alerts -= alerts;
      held.bytes -= bytes;
    }
  },
};
