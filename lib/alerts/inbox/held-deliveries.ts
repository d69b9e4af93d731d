import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { OpenedDelivery } from "./opened-delivery";

/** Of opened deliveries kept in memory; the others are read again from the database. */
const MAX_ALERTS = 50_000;
const MAX_BYTES = 64 * 1024 * 1024;

interface Held {
  deliveries: Map<bigint, OpenedDelivery>;
  alerts: number;
  bytes: number;
  readingAhead: boolean;
}

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalHeldDeliveries?: Held };
holder.portalHeldDeliveries ??= { deliveries: new Map(), alerts: 0, bytes: 0, readingAhead: false };
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
  /** Reads the alerts of what is held, a little in each turn: while the database writes, the next ones are made ready. */
  async readAhead(): Promise<void> {
    if (held.readingAhead) return;
    held.readingAhead = true;
    try {
      for (const { alerts, read } of held.deliveries.values()) {
        await read(0, alerts);
        await nextTurn();
      }
    } catch {
      // Whoever applies that delivery meets the error again.
    } finally {
      held.readingAhead = false;
    }
  },
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
