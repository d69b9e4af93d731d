import { randomUUID } from "node:crypto";
import type { UserActor } from "@/lib/auth/actor";
import { ROLE_PERMISSIONS, type Role } from "@/lib/auth/permissions";
import type { RequestContext } from "@/lib/telemetry/context";

/** What a verb receives when a person of this role asks. */
export function contextOf(role: Role, changes: Partial<RequestContext> = {}): RequestContext {
  const actor: UserActor = {
    kind: "user",
    userId: randomUUID(),
    name: `Test ${role}`,
    email: `${role}@example.test`,
    role,
    permissions: new Set(ROLE_PERMISSIONS[role]),
  };
  return { actor, now: new Date(), requestId: randomUUID(), ...changes };
}
