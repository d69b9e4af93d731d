import "server-only";
import { z } from "zod";
import { COLUMN, type LedgerPage } from "../ledger-page";
import { type Frontier, rootOf } from "../tree/frontier";

/** What verifiers read of the entry that tells of a pruning. */
const toldSchema = z.object({ detail: z.object({ upTo: z.int(), root: z.string() }) });

const PRUNED = Buffer.from("PRUNED");
const RETENTION_PRUNED = Buffer.from("RETENTION_PRUNED");

export interface PrunedPrefix {
  /** Whether the page's entry is one of those at the beginning whose bytes are gone; `tree` is the tree before it. */
  holds(page: LedgerPage, row: number, tree: Frontier): boolean;
  /** After the last entry: the first one whose bytes are gone although no entry says so, or null. */
  unexplained(): number | null;
}

/**
 * Follows a ledger from its first entry on. Bytes may be missing at its beginning alone, and only when a later entry,
 * which nobody can forge unseen, says so: how many, and the root of the hashes that stayed.
 */
export function prunedPrefix(): PrunedPrefix {
  let count = 0;
  let root: string | null = null;
  let told: z.infer<typeof toldSchema>["detail"] = { upTo: 0, root: "" };
  return {
    holds(page, row, tree) {
      if (root === null && page.holds(row, COLUMN.action, PRUNED) && page.bytes(row, COLUMN.body).length === 0) {
        count += 1;
        return true;
      }
      root ??= rootOf(tree).toString("base64");
      if (page.holds(row, COLUMN.action, RETENTION_PRUNED)) {
        const said = toldSchema.safeParse(JSON.parse(page.text(row, COLUMN.body) || "{}"));
        if (said.success) told = said.data.detail;
      }
      return false;
    },
    unexplained() {
      if (count === 0) return null;
      if (told.upTo < count) return told.upTo;
      return told.upTo === count && told.root === root ? null : 0;
    },
  };
}
