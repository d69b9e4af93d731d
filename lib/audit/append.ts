import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { CANONICAL, type CanonicalValue, canonicalJson } from "./canonical-json";
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

const log = loggerFor("audit");

interface Head {
  size: bigint;
  hash: Uint8Array;
  now: Date;
}

/**
 * Appends one entry to the ledger inside the caller's transaction; call it last. The head row's lock orders
 * writers, so sequence numbers are dense and each entry names the hash of the one before it.
 * Any failure throws (503; 422 for a text that has no canonical form), and the business change rolls back with it:
 * the portal does nothing it cannot record. Returns the entry's sequence number.
 */
export async function appendAuditEntry(tx: Transaction, ctx: RequestContext, entry: NewAuditEntry): Promise<bigint> {
  try {
    const head = await lockHead(tx);
    const outcome = entry.outcome ?? "success";
    const actor = actorFields(ctx);
    const subject = entry.subject ? `${entry.subject.type}:${entry.subject.id}` : null;
    const body = bodyOf(head, ctx, { ...entry, outcome, actor, subject });
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
  } catch (error) {
    throw refusal(error);
  }
}

/**
 * The common table sets the time-out before the row is locked, in the same round trip: a writer stuck elsewhere
 * then costs the others two seconds and an honest refusal, not their whole transaction time.
 */
async function lockHead(tx: Transaction): Promise<Head> {
  const [head] = await tx.$queryRaw<Head[]>`
    WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', '2s', true))
    SELECT size, hash, clock_timestamp() AS now FROM audit_head, patience WHERE id = 1 FOR UPDATE OF audit_head`;
  if (!head) throw new Error("the ledger has no head row: migrations are incomplete");
  return head;
}

function bodyOf(
  head: Head,
  ctx: RequestContext,
  entry: Omit<NewAuditEntry, "subject"> & { outcome: AuditOutcome; actor: ActorFields; subject: string | null },
): Buffer {
  const body = Buffer.from(
    canonicalJson({
      v: 1,
      seq: Number(head.size),
      recordedAt: head.now.toISOString(),
      action: entry.action,
      outcome: entry.outcome,
      actor: { ...entry.actor },
      subject: entry.subject,
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
  return body;
}

function refusal(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  if (error instanceof TypeError && error.cause === CANONICAL)
    return new PortalError("unprocessable", `This cannot be recorded: ${error.message}.`);
  log.error({ err: error }, "the ledger could not be written");
  return new PortalError("unavailable", "The audit log cannot be written, so nothing was changed.", {}, 5);
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
