import "server-only";
import { createHash } from "node:crypto";
import { PortalError } from "@/lib/errors";
import type { DraftEntry } from "./draft-entry";
import type { AuditAction, AuditOutcome } from "./entry";
import type { LedgerHead } from "./lock-head";
import { sha256 } from "./tree/sha256";

/** An entry with its place in the chain fixed; `hash` is the leaf hash of exactly `body`. */
export interface SealedEntry {
  seq: bigint;
  recordedAt: Date;
  action: AuditAction;
  outcome: AuditOutcome;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  subject: string | null;
  requestId: string;
  body: Buffer;
  prevHash: Uint8Array;
  hash: Buffer;
}

const LEAF_PREFIX = Buffer.from([0]); // RFC 6962 section 2.1: a leaf is hashed with a leading zero byte
const MAX_BODY_BYTES = 60 * 1024;

/** Random bytes of an entry: what is pruned later cannot be guessed from its hash. */
export const SALT_BYTES = 16;

/** What an entry's text says of its place in the chain. Hashes and salts are hexadecimal. */
interface EntryPlace {
  seq: bigint;
  prev: string;
  recordedAt: string;
  salt: string;
}

/** What stands between a draft's head and tail: canonical JSON, in the order of the keys. */
export function placeText(draft: DraftEntry, { seq, prev, recordedAt, salt }: EntryPlace): string {
  return `,"prev":"${prev}","recordedAt":"${recordedAt}","requestId":${draft.requestIdText},"salt":"${salt}","seq":${seq},`;
}

/** Throws 422 for the bytes of an entry that are too many. */
export function refuseTooLarge(bytes: number): void {
  if (bytes > MAX_BODY_BYTES)
    throw new PortalError("unprocessable", `An audit entry may hold ${MAX_BODY_BYTES} bytes; this has ${bytes}.`);
}

/** Gives a draft its bytes and hash as the next entry after `head`. Throws 422 when it is too large. */
export function sealEntry(head: LedgerHead, draft: DraftEntry, salt: string): SealedEntry {
  const prev = Buffer.from(head.hash).toString("hex");
  const place = placeText(draft, { seq: head.size, prev, recordedAt: head.now.toISOString(), salt });
  // The zero byte in front is the prefix of the leaf hash: hashed in one go, then left out of the body.
  const leaf = Buffer.from(`\u0000${draft.head}${place}${draft.tail}`);
  const body = leaf.subarray(1);
  refuseTooLarge(body.length);
  const { action, outcome, actorKind, actorId, actorName, subject, requestId } = draft;
  return {
    seq: head.size,
    recordedAt: head.now,
    action,
    outcome,
    actorKind,
    actorId,
    actorName,
    subject,
    requestId,
    body,
    prevHash: head.hash,
    hash: sha256(leaf),
  };
}

/** SHA-256(0x00 ‖ bytes), the leaf hash of RFC 6962. */
export function leafHash(body: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF_PREFIX).update(body).digest();
}
