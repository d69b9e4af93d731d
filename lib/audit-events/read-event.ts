import "server-only";
import { hash } from "node:crypto";
import type { z } from "zod";
import { type CanonicalValue, canonicalJson } from "@/lib/audit/canonical-json";
import { guardFor } from "@/lib/phi/guard";
import type { Refusal } from "./batch-report";
import { eventSchema, heartbeatSchema, type ReportedEvent } from "./event-schema";
import { referenceFault } from "./reference-fault";
import type { BatchLine } from "./split-batch";

const guard = guardFor("ingest", { queries: "strip" });

/** Tokens are longer than what they stand for; an entry of the ledger may hold 60 KiB. */
const MAX_CANONICAL_BYTES = 48 * 1024;

/** An event that may go into the ledger: checked and redacted. */
export interface ReadEvent {
  line: number;
  event: ReportedEvent;
  /** SHA-256 of the redacted event, hexadecimal. */
  digest: string;
}

export interface ReadHeartbeat {
  line: number;
  lastSeq: number;
}

/** Checks and redacts one line. */
export function readEvent({ line, value }: BatchLine): ReadEvent | ReadHeartbeat | Refusal {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { line, code: "not_an_object", detail: "The line is not a JSON object." };
  if ((value as { event_type?: unknown }).event_type === "HEARTBEAT") {
    const beat = heartbeatSchema.safeParse(value);
    return beat.success ? { line, lastSeq: beat.data.last_seq } : { line, ...fieldFault(beat.error) };
  }
  const parsed = eventSchema.safeParse(value);
  if (!parsed.success) return { line, ...fieldFault(parsed.error) };
  const fault = faultOfReferences(parsed.data);
  if (fault) return { line, ...fault };
  return redacted(line, parsed.data);
}

/** The first thing that is wrong, without the value. */
function fieldFault({ issues: [issue] }: z.ZodError): Omit<Refusal, "line"> {
  const field = issue?.path.join(".") ?? "";
  const detail = `${field}: ${issue?.message ?? "not valid"}`;
  if (field === "event_type") return { code: "unknown_event_type", detail };
  return { code: field === "timestamp" ? "bad_timestamp" : "bad_field", detail };
}

function faultOfReferences({ user_id, access }: ReportedEvent): Omit<Refusal, "line"> | null {
  const references = {
    user_id,
    "access.resource_type": access?.resource_type,
    "access.subject_ref": access?.subject_ref,
    "access.action": access?.action,
  };
  for (const [field, value] of Object.entries(references)) {
    const fault = value ? referenceFault(field, value) : null;
    if (fault) return fault;
  }
  return null;
}

function redacted(line: number, given: ReportedEvent): ReadEvent | Refusal {
  const event = { ...given, details: guard.value(given.details ?? {}) as Record<string, unknown> };
  try {
    const text = canonicalJson(event as unknown as CanonicalValue);
    if (Buffer.byteLength(text) <= MAX_CANONICAL_BYTES) return { line, event, digest: hash("sha256", text) };
    return { line, code: "line_too_long", detail: `An event may hold ${MAX_CANONICAL_BYTES} bytes once redacted.` };
  } catch {
    return {
      line,
      code: "not_storable",
      detail: "A text or number has no faithful form: NUL, half a character, 2^53.",
    };
  }
}
