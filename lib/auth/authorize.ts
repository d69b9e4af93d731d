import { PortalError } from "@/lib/errors";
import { type Actor, actorHas } from "./actor";
import type { Permission } from "./permissions";

/** Throws `unauthenticated` or `forbidden`. Verbs call it themselves: a route's check is not trusted alone. */
export function authorize(actor: Actor, permission: Permission): void {
  if (actorHas(actor, permission)) return;
  if (actor.kind === "anonymous") throw new PortalError("unauthenticated");
  throw new PortalError("forbidden", `This needs the permission ${permission}.`);
}
