import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import { type CanonicalValue, canonicalJson } from "./canonical-json";
import type { AuditAction, AuditOutcome } from "./entry";

export interface NewAuditEntry {
  action: AuditAction;
  outcome?: AuditOutcome;
  subject?: { type: string; id: string };
  /** Facts of the change (before, after, reason). No secrets, no PHI. */
  detail?: { readonly [key: string]: CanonicalValue | undefined };
  /** Whose request caused it, when that is not the caller's: a delivery that waited. */
  origin?: RequestContext;
}

/** All of an entry that does not depend on its place in the chain. */
export interface DraftEntry {
  action: AuditAction;
  outcome: AuditOutcome;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  subject: string | null;
  requestId: string;
  /** The canonical text's members before "prev", and those after "seq"; the place comes between, see sealEntry. */
  head: string;
  requestIdText: string;
  tail: string;
}

/** Prepares an entry before the ledger is locked, so that writers queue only for what needs the lock. */
export function draftEntry(caller: RequestContext, entry: NewAuditEntry): DraftEntry {
  const ctx = entry.origin ?? caller;
  const outcome = entry.outcome ?? "success";
  const actor = actorFields(ctx);
  const subject = entry.subject ? `${entry.subject.type}:${entry.subject.id}` : null;
  const { action, detail = {} } = entry;
  return {
    action,
    outcome,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorName: actor.name ?? null,
    subject,
    requestId: ctx.requestId,
    head: canonicalJson({ action, actor: { ...actor }, detail, ip: ctx.ip, outcome }),
    requestIdText: canonicalJson(ctx.requestId),
    tail: canonicalJson({ subject, userAgent: ctx.userAgent, v: 1 }),
  };
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
