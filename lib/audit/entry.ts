import { z } from "zod";

/** Every action the ledger knows. A new state-changing verb adds its name here first. */
export const AUDIT_ACTIONS = [
  "LOGIN_SUCCESS",
  "LOGIN_FAILURE",
  "LOCKOUT",
  "LOGOUT",
  "SESSION_REVOKED",
  "AUTHZ_DENIED",
  "CROSS_SITE_REFUSED",
  "RAW_QUERY_REFUSED",
  "PERMISSION_CHANGE",
  "MEMBER_CREATED",
  "MEMBER_DISABLED",
  "MEMBER_ENABLED",
  "ACCESS_TOKEN_CREATED",
  "ACCESS_TOKEN_REVOKED",
  "EPISODE_OPENED",
  "EPISODE_REOPENED",
  "EPISODE_RESOLVED",
  "ALERT_ACKNOWLEDGED",
  "ANNOTATION_CREATED",
  "AUDIT_VIEWED",
  "EXPORT_DATA",
  "COMPLIANCE_CHECK_RUN",
  "REPORT_GENERATED",
  "SYSTEM_STARTED",
] as const;

export const auditActionSchema = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditActionSchema>;

export const auditOutcomeSchema = z.enum(["success", "failure", "denied"]);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

/** One page row of the ledger as the API sends it. `hash` and `prevHash` are hexadecimal SHA-256. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  recordedAt: z.iso.datetime(),
  action: auditActionSchema,
  outcome: auditOutcomeSchema,
  actorKind: z.enum(["user", "machine", "system", "anonymous"]),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  subject: z.string().nullable(),
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
  prevHash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;
