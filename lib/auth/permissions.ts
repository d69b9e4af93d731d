/** Roles × permissions. Default deny: what is not listed here is refused. Pure data, safe in the browser. */
export const ROLES = ["executive", "on_call", "security", "product", "compliance", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  "executive-dashboard:read",
  "operations-dashboard:read",
  "security-dashboard:read",
  "business-dashboard:read",
  "alert:read",
  "security-alert:read",
  "alert:acknowledge",
  "alert:unacknowledge-any",
  "runbook:read",
  "query:explore",
  "alert-performance:read",
  "members:read-performance",
  "silence:read",
  "silence:write",
  "annotation:read",
  "annotation:write",
  "audit:read",
  "audit:export",
  "audit:prune",
  "legal-hold:write",
  "compliance:read",
  "compliance:run",
  "report:read",
  "report:generate",
  "status:read",
  "member:read",
  "member:write",
  "access-token:write",
  "alert:ingest",
  "audit-event:ingest",
  "metrics:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYONE = [
  "alert:read",
  "runbook:read",
  "annotation:read",
  "status:read",
] as const satisfies readonly Permission[];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  executive: [
    ...EVERYONE,
    "executive-dashboard:read",
    "business-dashboard:read",
    "security-alert:read",
    "alert-performance:read",
    "compliance:read",
    "report:read",
  ],
  on_call: [
    ...EVERYONE,
    "executive-dashboard:read",
    "operations-dashboard:read",
    "business-dashboard:read",
    "security-alert:read",
    "alert:acknowledge",
    "query:explore",
    "alert-performance:read",
    "silence:read",
    "silence:write",
    "annotation:write",
    "access-token:write",
  ],
  security: [
    ...EVERYONE,
    "operations-dashboard:read",
    "security-dashboard:read",
    "security-alert:read",
    "alert:acknowledge",
    "alert-performance:read",
    "silence:read",
    "silence:write",
    "audit:read",
    "access-token:write",
  ],
  // Business only: what the security and compliance teams are told is not for this role.
  product: [...EVERYONE, "business-dashboard:read"],
  compliance: [
    ...EVERYONE,
    "security-dashboard:read",
    "security-alert:read",
    "alert-performance:read",
    "silence:read",
    "audit:read",
    "audit:export",
    "audit:prune",
    "legal-hold:write",
    "compliance:read",
    "compliance:run",
    "report:read",
    "report:generate",
  ],
  // An administrator runs the portal; evidence is produced and signed by others.
  admin: [
    ...EVERYONE,
    "executive-dashboard:read",
    "operations-dashboard:read",
    "security-dashboard:read",
    "business-dashboard:read",
    "security-alert:read",
    "alert:acknowledge",
    "alert:unacknowledge-any",
    "query:explore",
    "alert-performance:read",
    "members:read-performance",
    "silence:read",
    "silence:write",
    "annotation:write",
    "audit:read",
    // With another person only: whoever asks for it cannot also decide it.
    "audit:prune",
    "compliance:read",
    "report:read",
    "member:read",
    "member:write",
    "access-token:write",
    "alert:ingest",
    "metrics:read",
  ],
};

export const ROLE_NAMES: Record<Role, string> = {
  executive: "Executive",
  on_call: "On-call engineer",
  security: "Security",
  product: "Product",
  compliance: "Compliance officer",
  admin: "Administrator",
};

/** Where each role lands after signing in. */
export const ROLE_HOME: Record<Role, string> = {
  executive: "/dashboards/executive",
  on_call: "/alerts",
  security: "/dashboards/security",
  product: "/dashboards/business",
  compliance: "/compliance",
  admin: "/status",
};

export function roleHas(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}
