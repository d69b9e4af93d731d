import { z } from "zod";
import { storableTextSchema } from "@/lib/http/storable-text";
import { auditActionSchema, auditOutcomeSchema } from "./entry";

/** A position in the ledger, as it stands in an address. */
export const sequenceSchema = z
  .string()
  .regex(/^\d{1,15}$/, "must be the number of an entry")
  .transform(Number);
/** An instant, or a whole UTC day as a date field gives it. PostgreSQL keeps no year before 1 in this calendar. */
const instant = (ofDay: (day: string) => string) =>
  z
    .union([z.iso.datetime(), z.iso.date().transform(ofDay)])
    .refine((time) => Number(time.slice(0, 4)) >= 1970, "must be after 1970");
const dayStart = (day: string) => `${day}T00:00:00.000Z`;
const dayEnd = (day: string) => new Date(Date.parse(dayStart(day)) + 86_400_000).toISOString();
const text = z.optional(storableTextSchema(120));

/** What narrows the ledger: in the page's address, in the API and in an export alike. Times are UTC instants. */
export const auditFilterSchema = z.strictObject({
  action: auditActionSchema.optional(),
  outcome: auditOutcomeSchema.optional(),
  /** Part of the actor's name, or the whole of its id. */
  actor: text,
  /** The start of "<type>:<id>". */
  subject: text,
  from: instant(dayStart).optional(),
  /** Exclusive; a day counts to its end. */
  to: instant(dayEnd).optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** A page of the ledger, newest first. `before` and `after` are exclusive; at most one of them is given. */
export const auditListQuerySchema = auditFilterSchema
  .extend({
    before: sequenceSchema.optional(),
    after: sequenceSchema.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine((query) => query.before === undefined || query.after === undefined, "give before or after, not both");
export type AuditListQuery = z.output<typeof auditListQuerySchema>;
export type AuditListInput = z.input<typeof auditListQuerySchema>;

export const auditExportQuerySchema = auditFilterSchema.extend({ format: z.enum(["csv", "ndjson"]) });
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;
