import "server-only";
import type { CanonicalValue } from "@/lib/audit/canonical-json";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { AuditOutcome } from "@/lib/audit/entry";
import type { ReportedEvent } from "./event-schema";

const OUTCOMES: Partial<Record<ReportedEvent["event_type"], AuditOutcome>> = {
  LOGIN_FAILURE: "failure",
  LOCKOUT: "denied",
  AUTHZ_DENIED: "denied",
};

/**
 * The ledger's entry of a reported event. Its actor is the emitter: that is who is known to have said it. Whom the event
 * is about stands in the detail, and in a subject that bears the emitter's name, so that it is never taken for one of
 * the portal's own.
 */
export function eventEntry(emitter: string, event: ReportedEvent, clockOffSeconds: number | null): NewAuditEntry {
  const { access } = event;
  return {
    action: event.event_type,
    outcome: outcomeOf(event),
    subject: subjectOf(emitter, event),
    detail: {
      eventId: event.id,
      sequence: event.seq,
      claimedAt: event.timestamp,
      clockOffSeconds: clockOffSeconds ?? undefined,
      userRef: event.user_id ?? undefined,
      claimedIp: event.ip_address ?? undefined,
      access: access
        ? {
            resourceType: access.resource_type,
            subjectRef: access.subject_ref,
            action: access.action,
            granted: access.granted,
            phiInvolved: access.phi_involved,
            encrypted: access.encrypted,
          }
        : undefined,
      details: event.details as { readonly [key: string]: CanonicalValue },
      complianceRequired: event.compliance_required,
    },
  };
}

/** A refused access is refused, whatever else the event says. */
function outcomeOf({ access, outcome, event_type }: ReportedEvent): AuditOutcome {
  if (access && !access.granted) return "denied";
  return outcome ?? OUTCOMES[event_type] ?? "success";
}

function subjectOf(emitter: string, { access, user_id }: ReportedEvent): NewAuditEntry["subject"] {
  if (access) return { type: `${emitter}/${access.resource_type}`, id: access.subject_ref };
  return user_id ? { type: `${emitter}/user`, id: user_id } : undefined;
}
