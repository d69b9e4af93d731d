import type { AuditAction } from "@/lib/audit/entry";

/**
 * What an emitter may report: the eight types of the guide's AuditLogger, and the three ends of a sign-in and of a
 * request that it leaves out. Each is an action of the ledger by the same name.
 */
export const EVENT_TYPES = [
  "LOGIN_SUCCESS",
  "LOGIN_FAILURE",
  "DATA_ACCESS",
  "DATA_MODIFICATION",
  "PERMISSION_CHANGE",
  "SYSTEM_CONFIGURATION",
  "EXPORT_DATA",
  "ESCALATION",
  "LOGOUT",
  "LOCKOUT",
  "AUTHZ_DENIED",
] as const satisfies readonly AuditAction[];
