import "server-only";
import type { Transaction } from "./client";

type Work = () => void;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalAfterCommit?: WeakMap<Transaction, Work[]> };
holder.portalAfterCommit ??= new WeakMap();
const waiting = holder.portalAfterCommit;

/** Has `work` done once the transaction is committed; never when it is not. Outside a transaction each statement is its own. */
export function afterCommit(tx: Transaction, work: Work): void {
  const works = waiting.get(tx);
  if (works) works.push(work);
  else work();
}

/** Begins to gather what is to be done after the commit of this transaction; the list grows while it runs. */
export function gatherAfterCommit(tx: Transaction): readonly Work[] {
  const works: Work[] = [];
  waiting.set(tx, works);
  return works;
}
