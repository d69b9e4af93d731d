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
  "PHI_QUERY_REFUSED",
  "QUERY_EXPLORED",
  "PERMISSION_CHANGE",
  "MEMBER_CREATED",
  "MEMBER_DISABLED",
  "MEMBER_ENABLED",
  "ACCESS_TOKEN_CREATED",
  "ACCESS_TOKEN_REVOKED",
  "EPISODE_OPENED",
  "EPISODE_REOPENED",
  "EPISODE_RESOLVED",
  "EPISODE_RESOLVE_HELD",
  "EPISODE_WORSENED",
  "EPISODE_SUPPRESSED",
  "EPISODE_UNSUPPRESSED",
  "ALERT_ACKNOWLEDGED",
  "ALERT_TAKEN_OVER",
  "ALERT_UNACKNOWLEDGED",
  "ALERT_NOTED",
  "ACKNOWLEDGEMENT_EXPIRED",
  "SILENCE_REQUESTED",
  "SILENCE_CREATED",
  "SILENCE_EXTENDED",
  "SILENCE_EXPIRED",
  "SILENCE_FAILED",
  "NOTIFICATION_SENT",
  "NOTIFICATION_SKIPPED",
  "NOTIFICATION_FAILED",
  "ANNOTATION_CREATED",
  "SUBSCRIPTION_REQUESTED",
  "SUBSCRIPTION_CONFIRMED",
  "SUBSCRIPTION_ENDED",
  "AUDIT_VIEWED",
  "MEMBER_PERFORMANCE_VIEWED",
  "LEDGER_VERIFIED",
  "LEDGER_IDLE",
  "CHECKPOINT_KEY_INTRODUCED",
  "LEGAL_HOLD_PLACED",
  "LEGAL_HOLD_LIFTED",
  "PRUNE_REQUESTED",
  "PRUNE_REFUSED",
  "PRUNE_WITHDRAWN",
  "RETENTION_PRUNED",
  "ANCHOR_CONTRADICTED",
  "ANCHOR_LOST",
  "EXPORT_DATA",
  "COMPLIANCE_CHECK_RUN",
  "REPORT_GENERATED",
  "SYSTEM_STARTED",
  "DATA_ACCESS",
  "DATA_MODIFICATION",
  "SYSTEM_CONFIGURATION",
  "ESCALATION",
  "EMITTER_GAP",
  "EMITTER_LINES_REFUSED",
] as const;

export const auditActionSchema = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof auditActionSchema>;

export const auditOutcomeSchema = z.enum(["success", "failure", "denied"]);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

/** Hexadecimal SHA-256. */
const hexHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One page row of the ledger as the API sends it. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  recordedAt: z.iso.datetime(),
  /** Any name: an entry outlives the release that wrote it. */
  action: z.string(),
  outcome: auditOutcomeSchema,
  actorKind: z.enum(["user", "machine", "system", "anonymous"]),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  subject: z.string().nullable(),
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  hash: hexHash,
  prevHash: hexHash,
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;
