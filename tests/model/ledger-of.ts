import type { Snapshot } from "./portal";

/** The actions of the ledger in their order; "-" before what was refused. */
export function ledgerOf({ entries }: Snapshot): string[] {
  return entries.map(({ action, outcome }) => (outcome === "success" ? action : `-${action}`));
}
