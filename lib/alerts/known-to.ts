import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { SECURITY_TEAMS, seesSecurityAlerts } from "@/lib/alertmanager/security-scope";
import type { Actor } from "@/lib/auth/actor";

/** What String.trim cuts off; btrim by itself knows spaces alone. */
const BLANKS =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/** The condition on `episodes` that leaves what the actor may know: mayKnow of security-scope, as SQL. */
export function knownTo(actor: Actor): Prisma.Sql {
  if (seesSecurityAlerts(actor)) return Prisma.sql`true`;
  return Prisma.sql`((lower(btrim(team, ${BLANKS})) = ANY(${[...SECURITY_TEAMS]}::text[])) IS NOT TRUE AND labels -> 'compliance' IS NULL)`;
}
