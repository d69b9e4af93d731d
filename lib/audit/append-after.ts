import "server-only";
import { setImmediate as nextTick } from "node:timers/promises";
import { afterCommit } from "@/lib/db/after-commit";
import type { Transaction } from "@/lib/db/client";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import type { DraftEntry } from "./draft-entry";
import { insertPiece } from "./insert-piece";
import type { ChainEnd, LedgerHead } from "./lock-head";
import { sealPiece } from "./seal-piece";

const ROWS_PER_STATEMENT = 500;

/**
 * Appends entries after `head`, which the transaction has locked or expects. The chain is computed in memory, a piece
 * while the database writes the one before; `sent` is told where it will end once the last statement is on its way.
 * False: the chain ended elsewhere, and nothing was written.
 */
export async function appendAfter(
  tx: Transaction,
  head: LedgerHead,
  drafts: readonly DraftEntry[],
  sent?: (end: ChainEnd) => void,
): Promise<boolean> {
  let end: LedgerHead = head;
  let writing = Promise.resolve(true);
  for (let from = 0; from < drafts.length; from += ROWS_PER_STATEMENT) {
    const piece = sealPiece(end, drafts.slice(from, from + ROWS_PER_STATEMENT));
    end = { ...piece.after, now: head.now };
    if (!(await writing)) return false;
    writing = insertPiece(tx, piece);
    writing.catch(() => undefined); // awaited before the next piece, which may fail first
    await nextTick(); // lets the statement leave before the next piece is computed
  }
  sent?.(end);
  if (!(await writing)) return false;
  afterCommit(tx, () => countAppended(drafts));
  return true;
}

/** Once for each run of entries that are counted alike: in a group they mostly are. */
function countAppended(drafts: readonly DraftEntry[]): void {
  let from = 0;
  for (let at = 1; at <= drafts.length; at++) {
    const { action, outcome } = drafts[from]!;
    const next = drafts[at];
    if (next?.action === action && next.outcome === outcome) continue;
    auditEventsTotal.inc({ event_type: action, outcome }, at - from);
    from = at;
  }
}
