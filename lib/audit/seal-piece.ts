import "server-only";
import { hash, randomBytes } from "node:crypto";
import { binaryArray } from "@/lib/db/binary-array";
import { BinaryColumn } from "@/lib/db/binary-column";
import type { DraftEntry } from "./draft-entry";
import type { ChainEnd, LedgerHead } from "./lock-head";
import { placeText, refuseTooLarge, SALT_BYTES } from "./seal-entry";

/** Entries that follow one another, as one statement writes them: the columns that differ are binary arrays. */
export interface SealedPiece {
  /** Where the chain must end for the piece to be its continuation. */
  before: ChainEnd;
  after: ChainEnd;
  recordedAt: Date;
  columns: ReturnType<typeof columnsOf> & { body: Uint8Array; prevHash: Uint8Array; hash: Uint8Array };
}

const HASH_BYTES = 32;
/** Of an entry beside the draft's texts: its place in the chain. */
const PLACE_BYTES = 220;

/**
 * Computes the chain in memory, as sealEntry would for one after the other; nothing is written. The texts are hashed
 * where they lie in their column: the byte before each, which is the column's own, is the zero of the leaf meanwhile.
 */
export function sealPiece(head: LedgerHead, drafts: readonly DraftEntry[]): SealedPiece {
  const salts = randomBytes(SALT_BYTES * drafts.length).toString("hex");
  const recordedAt = head.now.toISOString();
  const room = drafts.reduce((sum, one) => sum + one.head.length + one.tail.length + PLACE_BYTES, 0);
  const bodies = new BinaryColumn("bytea", drafts.length, room);
  const prevs = new BinaryColumn("bytea", drafts.length, HASH_BYTES * drafts.length);
  const hashes = new BinaryColumn("bytea", drafts.length, HASH_BYTES * drafts.length);
  // By way of texts: Node takes twice as long to hand out a hash as a Buffer.
  let last = Buffer.from(head.hash).toString("latin1");
  let seq = head.size;
  drafts.forEach((draft, index) => {
    const prevAt = writeHash(prevs, last);
    const prev = prevs.bytes.toString("hex", prevAt, prevAt + HASH_BYTES);
    const salt = salts.slice(index * 2 * SALT_BYTES, (index + 1) * 2 * SALT_BYTES);
    const place = placeText(draft, { seq, prev, recordedAt, salt });
    const at = bodies.place((draft.head.length + place.length + draft.tail.length) * 3); // most that UTF-8 takes
    // A text put together first would be copied once more.
    let length = bodies.bytes.write(draft.head, at);
    length += bodies.bytes.write(place, at + length);
    length += bodies.bytes.write(draft.tail, at + length);
    refuseTooLarge(length);
    bodies.bytes[at - 1] = 0;
    last = hash("sha256", bodies.bytes.subarray(at - 1, at + length), "binary");
    bodies.end(length);
    writeHash(hashes, last);
    seq += 1n;
  });
  return {
    before: head,
    after: { size: seq, hash: Buffer.from(last, "latin1") },
    recordedAt: head.now,
    columns: {
      ...columnsOf(drafts),
      body: bodies.finished(),
      prevHash: prevs.finished(),
      hash: hashes.finished(),
    },
  };
}

function writeHash(column: BinaryColumn, text: string): number {
  const at = column.place(HASH_BYTES);
  column.end(column.bytes.write(text, at, "latin1"));
  return at;
}

function columnsOf(drafts: readonly DraftEntry[]) {
  const texts = (of: (draft: DraftEntry) => string | null) => binaryArray("text", drafts.map(of));
  return {
    action: texts((draft) => draft.action),
    outcome: texts((draft) => draft.outcome),
    actorKind: texts((draft) => draft.actorKind),
    actorId: texts((draft) => draft.actorId),
    actorName: texts((draft) => draft.actorName),
    subject: texts((draft) => draft.subject),
    requestId: texts((draft) => draft.requestId),
  };
}
