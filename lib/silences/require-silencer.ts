import "server-only";
import type { UserActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";

/** The asking person, who needs silence:write. A machine cannot answer for a silence. */
export function requireSilencer({ actor }: RequestContext): UserActor {
  authorize(actor, "silence:write");
  if (actor.kind !== "user") throw new PortalError("forbidden", "Only a person can change silences.");
  return actor;
}
