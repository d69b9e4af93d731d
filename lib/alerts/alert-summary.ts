import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { knownTo } from "./known-to";
import { readSourceView } from "./source-state";
import type { AlertSummary } from "./summary-view";

/** How many alerts are open and unowned, and whether the source can be believed. Needs alert:read. */
export async function getAlertSummary(ctx: RequestContext): Promise<AlertSummary> {
  authorize(ctx.actor, "alert:read");
  const client = await db();
  const me = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const [row] = await client.$queryRaw<(Record<keyof Omit<AlertSummary, "source">, number> & { now: Date })[]>`
    SELECT clock_timestamp() AS now, count(*)::int AS open,
           (count(*) FILTER (WHERE state = 'firing' AND loud))::int AS unowned,
           (count(*) FILTER (WHERE severity = 'critical'))::int AS critical,
           (count(*) FILTER (WHERE severity = 'critical' AND state = 'firing' AND loud))::int AS "unownedCritical",
           (count(*) FILTER (WHERE state = 'acknowledged' AND acknowledged_by_id = ${me}::uuid))::int AS mine
    FROM (SELECT *, silenced_by = '{}' AND inhibited_by = '{}' AND muted_by = '{}' AS loud
          FROM episodes WHERE state <> 'resolved' AND ${knownTo(ctx.actor)}) AS e`;
  // The database's clock: a replica whose own is behind would say that a silent source speaks.
  const { now, ...counts } = row!;
  return { ...counts, source: await readSourceView(client, now.getTime()) };
}
