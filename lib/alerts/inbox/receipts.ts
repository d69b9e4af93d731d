import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What waits to be applied waits at most so long for receipts. */
const MAX_WAIT_MS = 250;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalReceipts?: { underWay: number; idle: Set<() => void> } };
holder.portalReceipts ??= { underWay: 0, idle: new Set() };
const state = holder.portalReceipts;

/** Deliveries that this process is about to write down: their senders wait, and come before what only is to be applied. */
export const receipts = {
  async during<T>(receive: () => Promise<T>): Promise<T> {
    state.underWay += 1;
    try {
      return await receive();
    } finally {
      state.underWay -= 1;
      if (state.underWay === 0) for (const wake of state.idle) wake();
    }
  },
  alone: () => state.underWay === 1,
  /** Resolves when none is under way (true), or after a quarter of a second: a storm without end is applied all the same. */
  async quiet(): Promise<boolean> {
    const until = performance.now() + MAX_WAIT_MS;
    while (state.underWay > 0 && performance.now() < until) {
      await idleOr(until - performance.now());
      await nextTurn(); // what has arrived meanwhile gets to say so
    }
    return state.underWay === 0;
  },
};

function idleOr(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      state.idle.delete(end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    state.idle.add(end);
  });
}
