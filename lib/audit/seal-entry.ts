import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { type CanonicalValue, canonicalJson } from "./canonical-json";
import type { AuditAction, AuditOutcome } from "./entry";
import type { LedgerHead } from "./lock-head";

export interface NewAuditEntry {
  action: AuditAction;
  outcome?: AuditOutcome;
  subject?: { type: string; id: string };
  /** Facts of the change (before, after, reason). No secrets, no PHI. */
  detail?: { readonly [key: string]: CanonicalValue | undefined };
}

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

/** Gives the entry its bytes and hash as the next one after `head`. Throws 422 when it is too large. */
export function sealEntry(head: LedgerHead, ctx: RequestContext, entry: NewAuditEntry): SealedEntry {
  const outcome = entry.outcome ?? "success";
  const actor = actorFields(ctx);
  const subject = entry.subject ? `${entry.subject.type}:${entry.subject.id}` : null;
  const body = Buffer.from(
    canonicalJson({
      v: 1,
      seq: Number(head.size),
      recordedAt: head.now.toISOString(),
      action: entry.action,
      outcome,
      actor: { ...actor },
      subject,
      requestId: ctx.requestId,
      ip: ctx.ip,
      userAgent: ctx.userAgent,
      detail: entry.detail ?? {},
      prev: Buffer.from(head.hash).toString("hex"),
      salt: randomBytes(16).toString("hex"), // an entry whose bytes are pruned later cannot be guessed from its hash
    }),
  );
  if (body.length > MAX_BODY_BYTES)
    throw new PortalError("unprocessable", `An audit entry may hold ${MAX_BODY_BYTES} bytes; this has ${body.length}.`);
  return {
    seq: head.size,
    recordedAt: head.now,
    action: entry.action,
    outcome,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorName: actor.name ?? null,
    subject,
    requestId: ctx.requestId,
    body,
    prevHash: head.hash,
    hash: leafHash(body),
  };
}

/** SHA-256(0x00 ‖ bytes), the leaf hash of RFC 6962. */
export function leafHash(body: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF_PREFIX).update(body).digest();
}

interface ActorFields {
  kind: string;
  id?: string;
  name?: string;
  role?: string;
}

function actorFields({ actor }: RequestContext): ActorFields {
  switch (actor.kind) {
    case "user":
      return { kind: "user", id: actor.userId, name: actor.name, role: actor.role };
    case "machine":
    case "system":
      return { kind: actor.kind, name: actor.name };
    case "anonymous":
      return { kind: "anonymous" };
  }
}
