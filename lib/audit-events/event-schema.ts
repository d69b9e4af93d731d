import { z } from "zod";
import { EVENT_TYPES } from "./event-types";

const LATEST = Date.UTC(2100, 0, 1);

/** With its time zone: a local time without one could be any of 26 hours. */
const claimedTime = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) <= LATEST, "must be between 1970 and 2100");

const text = z.string().min(1).max(128);

/** One look at somebody's data: the guide's DataAccess. `subject_ref` is a pseudonym or an internal id, never a name. */
const accessSchema = z.object({
  resource_type: text,
  subject_ref: text,
  action: text,
  granted: z.boolean(),
  phi_involved: z.boolean(),
  encrypted: z.boolean(),
});

/** Of these an access says which data. */
const OF_DATA: readonly string[] = ["DATA_ACCESS", "DATA_MODIFICATION", "EXPORT_DATA"];

/**
 * One line of a batch: what the guide's AuditLogger logs, with an id and a number. Members it does not name are left
 * out, as log shippers add their own. `seq` counts the emitter's events from 1, without holes. The ledger's time is the
 * database's; `timestamp` is kept beside it as what the emitter claims. A clock more than a day off is no reason to lose
 * an event: it is accepted and marked (`clock_ahead`, `clock_behind`), for a line that waited for two days in a spool
 * looks the same as one of a slow clock. A time without a zone, or that is no time, is refused.
 */
export const eventSchema = z
  .object({
    id: z.uuid().toLowerCase(),
    seq: z.int().min(1),
    event_type: z.enum(EVENT_TYPES),
    timestamp: claimedTime,
    /** Opaque: no e-mail address, no name. */
    user_id: text.nullish(),
    ip_address: z.union([z.ipv4(), z.ipv6()]).nullish(),
    outcome: z.enum(["success", "failure", "denied"]).optional(),
    /** Free text and figures; what could name a person is redacted. */
    details: z.custom<Record<string, unknown>>(isRecord, "must be an object").nullish(),
    access: accessSchema.nullish(),
    compliance_required: z.boolean().optional(),
  })
  .refine(({ access, event_type }) => !access || OF_DATA.includes(event_type), {
    path: ["access"],
    message: `only goes with ${OF_DATA.join(", ")}`,
  })
  .refine(({ access, user_id }) => !access || user_id, { path: ["user_id"], message: "an access needs who" });
export type ReportedEvent = z.infer<typeof eventSchema>;

/** "I live, and my last event had this number": what is lost at the end shows, too. No entry of the ledger. */
export const heartbeatSchema = z.object({
  event_type: z.literal("HEARTBEAT"),
  timestamp: claimedTime.optional(),
  last_seq: z.int().min(0),
});

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
