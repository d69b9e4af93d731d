import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { roleOf } from "@/lib/auth/user-actor";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";
import type { Member, MemberList } from "./member";

interface Row {
  id: string;
  name: string;
  email: string;
  role: string;
  oidc: boolean;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
  openSessions: number;
}

/** Everybody with an account, by name. */
export async function listMembers(ctx: RequestContext): Promise<MemberList> {
  authorize(ctx.actor, "member:read");
  const idleSince = new Date(ctx.now.getTime() - env().SESSION_IDLE_MINUTES * 60_000);
  const rows = await (await db()).$queryRaw<Row[]>`
    SELECT u.id, u.name, u.email, u.role, u.oidc_subject IS NOT NULL AS oidc, u.disabled_at AS "disabledAt",
      max(s.last_seen_at) AS "lastSeenAt",
      count(s.id) FILTER (WHERE s.revoked_at IS NULL AND u.disabled_at IS NULL
        AND s.expires_at > ${ctx.now} AND s.last_seen_at > ${idleSince})::int AS "openSessions"
    FROM users u LEFT JOIN sessions s ON s.user_id = u.id
    GROUP BY u.id ORDER BY u.name, u.id`;
  return { members: rows.map(toMember) };
}

function toMember({ oidc, role, ...row }: Row): Member {
  return {
    ...row,
    role: roleOf(role),
    method: oidc ? "oidc" : "password",
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}
