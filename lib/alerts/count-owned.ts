import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { permissionScope } from "@/lib/auth/permission-scope";
import { db } from "@/lib/db/client";
import { sharedRead } from "@/lib/db/shared-read";
import type { RequestContext } from "@/lib/telemetry/context";
import { knownTo } from "./known-to";

/** How many open alerts this person has: read at once for all who may see the same. */
export async function countOwned({ actor }: RequestContext): Promise<number> {
  const owners = await sharedRead(`alert owners ${permissionScope(actor)}`, () => readOwners(actor));
  return (actor.kind === "user" && owners.get(actor.userId)) || 0;
}

async function readOwners(actor: Actor): Promise<Map<string, number>> {
  const rows = await (await db()).$queryRaw<{ id: string; count: number }[]>`
    SELECT acknowledged_by_id::text AS id, count(*)::int AS count FROM episodes
    WHERE state = 'acknowledged' AND acknowledged_by_id IS NOT NULL AND ${knownTo(actor)} GROUP BY acknowledged_by_id`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}
