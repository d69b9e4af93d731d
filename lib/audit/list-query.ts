import { z } from "zod";
import { auditActionSchema, auditOutcomeSchema } from "./entry";

/** A position in the ledger, as it stands in an address. */
export const sequenceSchema = z
  .string()
  .regex(/^\d{1,15}$/, "must be the number of an entry")
  .transform(Number);
const text = z.string().trim().min(1).max(120);

/** What narrows the ledger: in the page's address, in the API and in an export alike. Times are UTC instants. */
export const auditFilterSchema = z.strictObject({
  action: auditActionSchema.optional(),
  outcome: auditOutcomeSchema.optional(),
  /** Part of the actor's name, or the whole of its id. */
  actor: text.optional(),
  /** The start of "<type>:<id>". */
  subject: text.optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
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
