import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { SECURITY_TEAMS, seesSecurityAlerts } from "@/lib/alertmanager/security-scope";
import type { Actor } from "@/lib/auth/actor";

/** The condition on `episodes` that leaves what the actor may know: mayKnow of security-scope, as SQL. */
export function knownTo(actor: Actor): Prisma.Sql {
  if (seesSecurityAlerts(actor)) return Prisma.sql`true`;
  return Prisma.sql`((lower(btrim(team)) = ANY(${[...SECURITY_TEAMS]}::text[])) IS NOT TRUE AND labels -> 'compliance' IS NULL)`;
}
