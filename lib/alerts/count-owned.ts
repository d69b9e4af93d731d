import "server-only";
import { db } from "@/lib/db/client";
import { sharedRead } from "@/lib/db/shared-read";
import type { RequestContext } from "@/lib/telemetry/context";

/** How many open alerts this person has: read for all people at once. */
export async function countOwned({ actor }: RequestContext): Promise<number> {
  const owners = await sharedRead("alert owners", readOwners);
  return (actor.kind === "user" && owners.get(actor.userId)) || 0;
}

async function readOwners(): Promise<Map<string, number>> {
  const rows = await (await db()).$queryRaw<{ id: string; count: number }[]>`
    SELECT acknowledged_by_id::text AS id, count(*)::int AS count FROM episodes
    WHERE state = 'acknowledged' AND acknowledged_by_id IS NOT NULL GROUP BY acknowledged_by_id`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}
