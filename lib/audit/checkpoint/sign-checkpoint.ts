import "server-only";
import { signerTransaction } from "@/lib/db/signer-transaction";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";
import { readLedgerHead } from "../ledger-head";
import { checkpointText } from "../note/checkpoint-text";
import { signNote } from "../note/signed-note";
import { emptyFrontier, rootOf } from "../tree/frontier";
import { growTree } from "./grow-tree";
import { introduceKeys } from "./introduce-keys";
import { lastCheckpoint } from "./last-checkpoint";
import { LedgerFault } from "./ledger-fault";
import { signingKeys } from "./signing-keys";

/**
 * Signs what the ledger now holds, when it has grown since the last checkpoint; how many entries the newest one covers.
 * What is signed is derived again from the stored bytes, and continues the last checkpoint: a ledger that does not is
 * never signed, but thrown as a LedgerFault. Of several signers at once, one wins.
 */
export async function signCheckpoint(ctx: RequestContext): Promise<number> {
  const last = await lastCheckpoint();
  const origin = last?.origin ?? ownOrigin();
  await introduceKeys(ctx, origin);
  const head = await readLedgerHead();
  if (!head) throw new LedgerFault(0, "the head row is missing");
  const signed = last?.size ?? 0;
  if (head.size < BigInt(signed)) throw new LedgerFault(Number(head.size), `it is missing, and ${signed} were signed`);
  if (head.size === BigInt(signed)) return signed;
  const frontier = last?.frontier ?? emptyFrontier();
  const completed = await growTree(frontier, head);
  const checkpoint = { origin, size: frontier.size, root: rootOf(frontier) };
  const row = {
    size: head.size,
    note: signNote(checkpointText(checkpoint), origin, signingKeys()),
    root: new Uint8Array(checkpoint.root),
    frontier: new Uint8Array(Buffer.concat(frontier.roots)),
  };
  const nodes = completed.map(({ level, index, hash }) => ({
    level,
    index: BigInt(index),
    hash: new Uint8Array(hash),
  }));
  await signerTransaction(async (tx) => {
    await tx.auditNode.createMany({ data: nodes, skipDuplicates: true });
    await tx.auditCheckpoint.createMany({ data: [row], skipDuplicates: true });
  });
  return frontier.size;
}

/** The log's name for ever, chosen with its first checkpoint: an address without a scheme (C2SP tlog-checkpoint). */
function ownOrigin(): string {
  return `${new URL(env().PORTAL_URL).host}/audit`;
}
