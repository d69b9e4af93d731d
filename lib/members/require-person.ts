import "server-only";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";

/** The person who manages their own access tokens; a token may not make, show or revoke tokens. */
export function requirePerson({ actor }: RequestContext): UserActor {
  authorize(actor, "access-token:write");
  if (actor.kind !== "user" || !actor.sessionId)
    throw new PortalError("forbidden", "Access tokens are managed from a signed-in browser.");
  return actor;
}
