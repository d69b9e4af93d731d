import "server-only";
import type { CanonicalValue } from "@/lib/audit/canonical-json";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";

type Subject = NonNullable<NewAuditEntry["subject"]>;
export type EntryDetail = Record<string, CanonicalValue | undefined>;

/** An existing silence, by the id that Alertmanager gave it. */
export function silenceSubject(silenceId: string): Subject {
  return { type: "silence", id: silenceId };
}

/** A silence that was asked for and has no id yet. */
export function requestSubject(requestId: string): Subject {
  return { type: "silence-request", id: requestId };
}
