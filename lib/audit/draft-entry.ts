import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { type CanonicalValue, canonicalJson } from "./canonical-json";
import type { AuditAction, AuditOutcome } from "./entry";

/** The portal's own values, of a closed form: hashes, times, ids. They are many, and tell of nobody. */
const CLOSED = new Set([
  ...["identity", "fingerprint", "startsAt", "endsAt", "expiresAt", "acknowledgedAt", "at", "ownerId"],
  ...["previousOwnerId", "digest", "sha256", "evidence", "request", "version"],
  // Of events that other systems report; looked through when they came.
  ...["eventId", "claimedAt", "claimedIp", "userRef", "subjectRef"],
]);
const guard = guardFor("ledger", { queries: "keep", keep: CLOSED });

export interface NewAuditEntry {
  action: AuditAction;
  outcome?: AuditOutcome;
  subject?: { type: string; id: string };
  /** Facts of the change (before, after, reason). No secrets; what could name a patient is redacted. */
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
  /** The canonical text up to "outcome", and from "subject" on; what depends on the place comes between: sealEntry. */
  head: string;
  requestIdText: string;
  tail: string;
}

/** Prepares an entry before the ledger is locked, so that writers queue only for what needs the lock. */
export function draftEntry(caller: RequestContext, entry: NewAuditEntry): DraftEntry {
  const ctx = entry.origin ?? caller;
  const { action, outcome = "success", detail = {} } = entry;
  const { fields, text } = actorOf(ctx.actor);
  const subject = entry.subject ? `${entry.subject.type}:${entry.subject.id}` : null;
  return {
    action,
    outcome,
    actorKind: fields.kind,
    actorId: fields.id ?? null,
    actorName: fields.name ?? null,
    subject,
    requestId: ctx.requestId,
    head: flat(
      `{"action":"${action}","actor":${text},"detail":${canonicalJson(redacted(detail))}${member("ip", ctx.ip)},"outcome":"${outcome}"`,
    ),
    requestIdText: canonicalJson(ctx.requestId),
    tail: flat(
      `"subject":${canonicalJson(subject)}${member("userAgent", ctx.userAgent && guard.text(ctx.userAgent))},"v":1}`,
    ),
  };
}

function flat(text: string): string {
  text.charCodeAt(1);
  return text;
}

/** Fails closed: an entry that cannot be looked through is not written, nor what it would tell of. */
function redacted(detail: object): { readonly [key: string]: CanonicalValue | undefined } {
  const clean = guard.value(detail);
  if (typeof clean !== "object" || clean === null) throw new TypeError("the detail of an entry could not be redacted");
  return clean as { readonly [key: string]: CanonicalValue | undefined };
}

function member(name: string, text: string | undefined): string {
  return text === undefined ? "" : `,"${name}":${canonicalJson(text)}`;
}

interface ActorFields {
  kind: string;
  id?: string;
  name?: string;
  role?: string;
}

/** One actor may cause thousands of entries. */
const actors = new WeakMap<Actor, { fields: ActorFields; text: string }>();

function actorOf(actor: Actor): { fields: ActorFields; text: string } {
  const known = actors.get(actor);
  if (known) return known;
  const fields = fieldsOf(actor);
  const made = { fields, text: canonicalJson({ ...fields }) };
  actors.set(actor, made);
  return made;
}

function fieldsOf(actor: Actor): ActorFields {
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
