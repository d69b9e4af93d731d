import "server-only";
import { db } from "@/lib/db/client";
import { parseCheckpoint } from "../note/checkpoint-text";
import { type NoteKey, parseVerifierKey } from "../note/note-key";
import { openNote } from "../note/signed-note";
import { type Frontier, rootOf, rootsIn } from "../tree/frontier";
import { LedgerFault } from "./ledger-fault";

const HASH_BYTES = 32;

export interface SignedCheckpoint {
  size: number;
  root: Buffer;
  origin: string;
  note: string;
  signedAt: Date;
  frontier: Frontier;
}

/** Every key that ever signed here. */
export async function knownKeys(): Promise<NoteKey[]> {
  const rows = await (await db()).auditKey.findMany({ orderBy: [{ introducedAt: "asc" }, { verifierKey: "asc" }] });
  return rows.map((row) => parseVerifierKey(row.verifierKey));
}

/**
 * The newest checkpoint, or null. Its columns are believed only as far as its signature goes. Throws a LedgerFault for
 * one that was tampered with.
 */
export async function lastCheckpoint(): Promise<SignedCheckpoint | null> {
  const row = await (await db()).auditCheckpoint.findFirst({ orderBy: { size: "desc" } });
  if (!row) return null;
  const size = Number(row.size);
  const fault = (reason: string) => new LedgerFault(size, `its checkpoint is not as it was signed: ${reason}`);
  const keys = await knownKeys();
  const said = (() => {
    try {
      return parseCheckpoint(openNote(row.note, keys).text);
    } catch (error) {
      throw fault(error instanceof Error ? error.message : "unreadable");
    }
  })();
  const frontier = readFrontier(size, row.frontier);
  if (said.size !== size) throw fault("it names another size");
  if (!said.root.equals(row.root) || !frontier || !rootOf(frontier).equals(said.root))
    throw fault("it names another root");
  return { size, root: said.root, origin: said.origin, note: row.note, signedAt: row.signedAt, frontier };
}

function readFrontier(size: number, bytes: Uint8Array): Frontier | null {
  if (bytes.length !== rootsIn(size) * HASH_BYTES) return null;
  const all = Buffer.from(bytes);
  const roots = Array.from({ length: rootsIn(size) }, (_, index) =>
    all.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
  return { size, roots };
}
