import "server-only";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { SignedCheckpoint } from "../checkpoint/last-checkpoint";
import { treeIn } from "../checkpoint/stored-tree";
import { entryFault } from "../entry-fault";
import { EMPTY_LEDGER_HASH } from "../ledger-head";
import { consistencyProof, verifyConsistency } from "../tree/consistency-proof";
import { rangeHash, type TreeSource } from "../tree/range-hash";
import { prunedSoFar } from "./pruned-so-far";

/** Entries of one go: they are read and written in one transaction. */
const MOST = 150_000;
const PAGE_ROWS = 1_000;

/** What went: `rows` entries, so that the first `upTo` of the ledger are hashes alone, whose root is `root`. */
export interface PrunedRange {
  upTo: number;
  rows: number;
  root: string;
}

/**
 * Empties the bytes of everything recorded before `before`, in the caller's transaction. What goes is hashed once more,
 * and shown to be what `checkpoint`, the newest, was signed over: evidence that does not verify is kept. Throws
 * 409 when nothing may go, 422 for too much at once.
 */
export async function pruneEntries(
  tx: Transaction,
  { before, checkpoint }: { before: Date; checkpoint: SignedCheckpoint | null },
): Promise<PrunedRange> {
  const from = Number(await prunedSoFar(tx));
  const [next] = await tx.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM audit_entries WHERE recorded_at >= ${before}::timestamptz ORDER BY seq LIMIT 1`;
  const upTo = next ? Number(next.seq) : from;
  if (upTo <= from) throw new PortalError("conflict", "There is nothing that old.");
  if (upTo - from > MOST)
    throw new PortalError("unprocessable", `Choose an earlier month: ${MOST} entries go at a time.`);
  await hashAgain(tx, from, upTo);
  const root = await signedRoot(treeIn(tx), upTo, checkpoint);
  const [result] = await tx.$queryRaw<{ rows: bigint }[]>`
    SELECT audit_prune(${upTo}::bigint, ${before}::timestamptz) AS rows`.catch((error: unknown) => {
    throw refusal(error);
  });
  return { upTo, rows: Number(result?.rows ?? 0), root: root.toString("base64") };
}

async function hashAgain(tx: Transaction, from: number, upTo: number): Promise<void> {
  let previous =
    from === 0 ? EMPTY_LEDGER_HASH : (await tx.auditEntry.findUnique({ where: { seq: BigInt(from - 1) } }))?.hash;
  for (let at = from; at < upTo; at += PAGE_ROWS) {
    const to = Math.min(at + PAGE_ROWS, upTo);
    const rows = await tx.auditEntry.findMany({
      where: { seq: { gte: BigInt(at), lt: BigInt(to) } },
      orderBy: { seq: "asc" },
    });
    if (!previous || rows.length !== to - at) throw kept(`entries are missing between ${at} and ${to}`);
    for (const row of rows) {
      const fault = entryFault(row, Buffer.from(previous));
      if (fault) throw kept(`of entry ${row.seq}, ${fault}`);
      previous = row.hash;
    }
  }
}

/** The root of the first `upTo` entries, which the newest checkpoint is shown to continue. */
async function signedRoot(tree: TreeSource, upTo: number, checkpoint: SignedCheckpoint | null): Promise<Buffer> {
  if (!checkpoint || checkpoint.size < upTo) throw kept("they are not signed yet");
  const root = await rangeHash(tree, 0, upTo);
  const claim = { older: upTo, newer: checkpoint.size, olderRoot: root, newerRoot: checkpoint.root };
  if (!verifyConsistency(claim, await consistencyProof(tree, upTo, checkpoint.size)))
    throw kept("the newest checkpoint was signed over others");
  return root;
}

function kept(reason: string): PortalError {
  return new PortalError("conflict", `The entries do not verify and are kept: ${reason}.`);
}

/** The database keeps the rules as well, and its word is the last one. */
function refusal(error: unknown): unknown {
  const said = String(error instanceof Error ? error.message : error);
  const rule = [
    "a legal hold is in force",
    "entries are kept for six years at least",
    "younger entries are among them",
  ];
  const broken = rule.find((words) => said.includes(words));
  return broken ? new PortalError("conflict", `Nothing was pruned: ${broken}.`) : error;
}
