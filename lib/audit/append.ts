import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { type CanonicalValue, canonicalJson } from "./canonical-json";
import type { AuditAction, AuditOutcome } from "./entry";

export interface NewAuditEntry {
  action: AuditAction;
  outcome?: AuditOutcome;
  subject?: { type: string; id: string };
  /** Facts of the change (before, after, reason). No secrets, no PHI. */
  detail?: { readonly [key: string]: CanonicalValue | undefined };
}

const LEAF_PREFIX = Buffer.from([0]); // RFC 6962 section 2.1: a leaf is hashed with a leading zero byte
const MAX_BODY_BYTES = 60 * 1024;

/**
 * Appends one entry to the ledger inside the caller's transaction; call it last. The head row's lock orders
 * writers, so sequence numbers are dense and each entry names the hash of the one before it.
 * Any failure throws, and the business change rolls back with it (fail closed).
 */
export async function appendAuditEntry(tx: Transaction, ctx: RequestContext, entry: NewAuditEntry): Promise<bigint> {
  const [head] = await tx.$queryRaw<{ size: bigint; hash: Uint8Array; now: Date }[]>`
    SELECT size, hash, clock_timestamp() AS now FROM audit_head WHERE id = 1 FOR UPDATE`;
  if (!head) throw new Error("the ledger has no head row: migrations are incomplete");
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
      actor,
      subject,
      requestId: ctx.requestId,
      ip: ctx.ip,
      userAgent: ctx.userAgent,
      detail: entry.detail ?? {},
      prev: Buffer.from(head.hash).toString("hex"),
      salt: randomBytes(16).toString("hex"),
    }),
  );
  if (body.length > MAX_BODY_BYTES) throw new Error(`audit entry of ${body.length} bytes is over the limit`);
  const hash = leafHash(body);
  await tx.auditEntry.create({
    data: {
      seq: head.size,
      recordedAt: head.now,
      action: entry.action,
      outcome,
      actorKind: actor.kind,
      actorId: actor.id ?? null,
      actorName: actor.name ?? null,
      subject,
      requestId: ctx.requestId,
      body: new Uint8Array(body),
      prevHash: new Uint8Array(head.hash),
      hash: new Uint8Array(hash),
    },
  });
  await tx.auditHead.update({ where: { id: 1 }, data: { size: head.size + 1n, hash: new Uint8Array(hash) } });
  auditEventsTotal.inc({ event_type: entry.action, outcome });
  return head.size;
}

/** SHA-256(0x00 ‖ bytes), the leaf hash of RFC 6962. */
export function leafHash(body: Uint8Array): Buffer {
  return createHash("sha256").update(LEAF_PREFIX).update(body).digest();
}

function actorFields({ actor }: RequestContext): { kind: string; id?: string; name?: string; role?: string } {
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
