import "server-only";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";

/** Who decides over evidence: a person at a browser, with the permission. Throws 403 for a token or a machine. */
export function personIn({ actor }: RequestContext, permission: Permission): UserActor {
  authorize(actor, permission);
  if (actor.kind !== "user" || !actor.sessionId)
    throw new PortalError("forbidden", "What is kept is decided by a person in a signed-in browser.");
  return actor;
}
