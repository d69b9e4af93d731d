import "server-only";
import { seesSecurityAlerts } from "@/lib/alertmanager/security-scope";
import { authorize } from "@/lib/auth/authorize";
import { db, type Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { TimeRange } from "@/lib/time/range";
import { knownTo } from "../known-to";
import { measureEpisodes } from "./measure-episodes";
import type { PerformanceQuery } from "./performance-query";
import type { AlertFigures, PerformanceView, WeekFigures } from "./performance-view";
import { periodOf } from "./period";
import { type Week, weeksOf } from "./weeks";

/**
 * How long alerts waited for a person and for their end, over a period and compared with the one before. What was not
 * recorded is null, never zero. Throws bad_request. Needs alert-performance:read; alerts the reader may not know of
 * are not counted.
 */
export async function getPerformance(ctx: RequestContext, query: PerformanceQuery): Promise<PerformanceView> {
  authorize(ctx.actor, "alert-performance:read");
  const period = periodOf(query, ctx.now.getTime());
  const weeks = weeksOf(period, period.zone);
  const client = await db();
  const known = knownTo(ctx.actor);
  const since = await recordedSince(client);
  const measured = await measureEpisodes(client, period, weeks, known);
  const before = await measureEpisodes(client, period.previous, [], known);
  const recorded = since !== null && since < period.to;
  return {
    ...isoSpan(period),
    zone: period.zone,
    total: recorded ? measured.total : null,
    previous: {
      ...isoSpan(period.previous),
      total: since !== null && since <= period.previous.from ? before.total : null,
    },
    bySeverity: measured.bySeverity,
    byTeam: measured.byTeam,
    omitted: measured.omitted,
    byWeek: weeks.map((week, index) => weekFigures(week, measured.byWeek.get(index), since)),
    withoutSecurity: !seesSecurityAlerts(ctx.actor),
    recordedSince: since === null ? null : new Date(since).toISOString(),
    asOf: ctx.now.toISOString(),
  };
}

const NO_DURATION = { samples: 0, mean: null, median: null, p90: null, max: null };
/** A recorded week in which no alert was opened: its counts are known to be zero. */
const QUIET: AlertFigures = {
  episodes: 0,
  stillOpen: 0,
  neverAcknowledged: 0,
  heldBack: 0,
  ranOut: 0,
  reopened: 0,
  inferredEnds: 0,
  uncertainStarts: 0,
  toAcknowledge: NO_DURATION,
  toResolve: NO_DURATION,
};

function weekFigures(week: Week, figures: AlertFigures | undefined, since: number | null): WeekFigures {
  const { label, partial } = week;
  const recorded = since !== null && since < week.to;
  return { ...isoSpan(week), label, partial, figures: recorded ? (figures ?? QUIET) : null };
}

function isoSpan({ from, to }: TimeRange): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The first thing the portal ever noted: before it, silence means nothing. */
async function recordedSince(client: Transaction): Promise<number | null> {
  const [row] = await client.$queryRaw<{ since: Date | null }[]>`
    SELECT LEAST((SELECT recorded_at FROM audit_entries ORDER BY seq LIMIT 1),
                 (SELECT min(opened_at) FROM episodes)) AS since`;
  return row?.since?.getTime() ?? null;
}
