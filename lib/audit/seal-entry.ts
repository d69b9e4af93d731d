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

/**
 * Gives a draft its bytes and hash as the next entry after `head`. Throws 422 when it is too large. The text is the
 * canonical JSON of the whole entry, put together from canonical pieces in the order of its keys. `salt` is
 * hexadecimal.
 */
export function sealEntry(head: LedgerHead, draft: DraftEntry, salt: string): SealedEntry {
  const prev = hexOf(head.hash);
  const place = `"prev":"${prev}","recordedAt":"${isoOf(head.now)}","requestId":${draft.requestIdText},"salt":"${salt}","seq":${head.size}`;
  // The zero byte in front is the prefix of the leaf hash: hashed in one go, then left out of the body.
  const leaf = Buffer.from(`\u0000${draft.head},${place},${draft.tail}`);
  const body = leaf.subarray(1);
  if (body.length > MAX_BODY_BYTES)
    throw new PortalError("unprocessable", `An audit entry may hold ${MAX_BODY_BYTES} bytes; this has ${body.length}.`);
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

function hexOf(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString("hex");
}

let lastTime = { date: new Date(0), text: "" };

/** All entries of one append have one time. */
function isoOf(date: Date): string {
  if (lastTime.date !== date) lastTime = { date, text: date.toISOString() };
  return lastTime.text;
}

/** SHA-256(0x00 ‖ bytes), the leaf hash of RFC 6962. */
export function leafHash(body: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF_PREFIX).update(body).digest();
}
