import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import { type Transaction, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { TimeRange } from "@/lib/time/range";
import type { PeoplePerformance, PersonFigures } from "./people-view";
import type { PerformanceQuery } from "./performance-query";
import { MIN_SAMPLES } from "./performance-view";
import { periodOf } from "./period";

const MOST_PEOPLE = 500;

/**
 * What each person acknowledged and took over in a period. Whoever looks is recorded, before anything is shown.
 * Throws bad_request. Needs members:read-performance.
 */
export async function getPeoplePerformance(ctx: RequestContext, query: PerformanceQuery): Promise<PeoplePerformance> {
  authorize(ctx.actor, "members:read-performance");
  const period = periodOf(query, ctx.now.getTime());
  const [from, to] = [new Date(period.from).toISOString(), new Date(period.to).toISOString()];
  const people = await transaction(async (tx) => {
    const found = await measurePeople(tx, period);
    await appendAuditEntry(tx, ctx, {
      action: "MEMBER_PERFORMANCE_VIEWED",
      subject: { type: "members", id: "performance" },
      detail: { from, to, zone: period.zone, people: found.length },
    });
    return found;
  });
  return { from, to, zone: period.zone, people, asOf: ctx.now.toISOString() };
}

interface Row {
  id: string;
  name: string;
  acknowledged: number;
  taken_over: number;
  firsts: number;
  median: number | null;
}

/** Deeds from the ledger, which has every one of them; times from the episodes, which have the first owner. */
async function measurePeople(tx: Transaction, { from, to }: TimeRange): Promise<PersonFigures[]> {
  const [start, end] = [new Date(from), new Date(to)];
  const rows = await tx.$queryRaw<Row[]>`
    WITH deeds AS (
      SELECT actor_id, max(actor_name) AS name,
             (count(*) FILTER (WHERE action = 'ALERT_ACKNOWLEDGED'))::int AS acknowledged,
             (count(*) FILTER (WHERE action = 'ALERT_TAKEN_OVER'))::int AS taken_over
      FROM audit_entries
      WHERE action IN ('ALERT_ACKNOWLEDGED', 'ALERT_TAKEN_OVER') AND outcome = 'success' AND actor_kind = 'user'
        AND recorded_at >= ${start}::timestamptz AND recorded_at < ${end}::timestamptz
      GROUP BY actor_id
    ), firsts AS (
      SELECT first_acked_by_id::text AS actor_id, count(*)::int AS firsts,
             percentile_cont(0.5) WITHIN GROUP (
               ORDER BY GREATEST(0, extract(epoch FROM first_acked_at - opened_at))::float8) AS median
      FROM episodes
      WHERE first_acked_by_id IS NOT NULL AND first_acked_at IS NOT NULL
        AND opened_at >= ${start}::timestamptz AND opened_at < ${end}::timestamptz
      GROUP BY first_acked_by_id
    )
    SELECT actor_id AS id, COALESCE(u.name, d.name, '') AS name, COALESCE(d.acknowledged, 0) AS acknowledged,
           COALESCE(d.taken_over, 0) AS taken_over, COALESCE(f.firsts, 0) AS firsts, f.median
    FROM deeds AS d FULL JOIN firsts AS f USING (actor_id) LEFT JOIN users AS u ON u.id::text = actor_id
    ORDER BY name, id LIMIT ${MOST_PEOPLE}::int`;
  return rows.map(({ id, name, acknowledged, taken_over: takenOver, firsts, median }) => ({
    id,
    name,
    acknowledged,
    takenOver,
    firsts,
    medianToAcknowledge: firsts < MIN_SAMPLES || median === null ? null : Math.round(median * 1000) / 1000,
  }));
}
