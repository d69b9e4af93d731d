import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { Transaction } from "@/lib/db/client";
import type { TimeRange } from "@/lib/time/range";
import { type AlertFigures, type DurationFigure, MIN_SAMPLES, type NamedFigures } from "./performance-view";
import type { Week } from "./weeks";

const MOST_NAMES = 50;

/** What SQL's grouping() says of each kind of row. */
const KIND = { total: 7, severity: 3, team: 5, week: 6 } as const;

interface Row extends Record<DurationColumn, number | null> {
  kind: number;
  severity: string | null;
  team: string | null;
  week: number | null;
  episodes: number;
  still_open: number;
  never_acked: number;
  held_back: number;
  ran_out: number;
  reopened: number;
  inferred: number;
  uncertain: number;
  ack_samples: number;
  resolve_samples: number;
  names: number;
}
type DurationColumn = `${"ack" | "resolve"}_${"mean" | "median" | "p90" | "max"}`;

export interface Measured {
  total: AlertFigures;
  bySeverity: NamedFigures[];
  byTeam: NamedFigures[];
  /** By the week's place in the list that was asked for; a week without alerts is not in it. */
  byWeek: Map<number, AlertFigures>;
  omitted: number;
}

/**
 * Figures of the episodes that were opened in the range and that `known` leaves, altogether and by severity, team and
 * week: one statement, aggregated by the database. The time to acknowledge runs from the portal's opening, the time
 * to resolve from the source's start to the source's end.
 */
export async function measureEpisodes(
  client: Transaction,
  { from, to }: TimeRange,
  weeks: readonly Week[],
  known: Prisma.Sql,
): Promise<Measured> {
  const mondays = weeks.map((week) => new Date(week.from));
  const rows = await client.$queryRaw<Row[]>`
    WITH cohort AS (
      SELECT severity, team, state, inferred, start_uncertain, reopens, ack_expirations, first_acked_at,
             width_bucket(opened_at, ${mondays}::timestamptz[]) AS week,
             silenced_by <> '{}' OR inhibited_by <> '{}' OR muted_by <> '{}' AS suppressed,
             CASE WHEN first_acked_at IS NOT NULL
               THEN GREATEST(0, extract(epoch FROM first_acked_at - opened_at))::float8 END AS ack,
             CASE WHEN state = 'resolved'
               THEN GREATEST(0, extract(epoch FROM COALESCE(ends_at, resolved_at) - starts_at))::float8 END AS resolve
      FROM episodes
      WHERE opened_at >= ${new Date(from)}::timestamptz AND opened_at < ${new Date(to)}::timestamptz AND ${known}
    ), figures AS (
      SELECT grouping(severity, team, week)::int AS kind, severity, team, week,
             count(*)::int AS episodes,
             (count(*) FILTER (WHERE state <> 'resolved'))::int AS still_open,
             (count(*) FILTER (WHERE first_acked_at IS NULL))::int AS never_acked,
             (count(*) FILTER (WHERE first_acked_at IS NULL AND suppressed))::int AS held_back,
             (count(*) FILTER (WHERE ack_expirations > 0))::int AS ran_out,
             (count(*) FILTER (WHERE reopens > 0))::int AS reopened,
             (count(*) FILTER (WHERE inferred AND state = 'resolved'))::int AS inferred,
             (count(*) FILTER (WHERE start_uncertain))::int AS uncertain,
             count(ack)::int AS ack_samples, avg(ack) AS ack_mean, max(ack) AS ack_max,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY ack) AS ack_median,
             percentile_cont(0.9) WITHIN GROUP (ORDER BY ack) AS ack_p90,
             count(resolve)::int AS resolve_samples, avg(resolve) AS resolve_mean, max(resolve) AS resolve_max,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY resolve) AS resolve_median,
             percentile_cont(0.9) WITHIN GROUP (ORDER BY resolve) AS resolve_p90
      FROM cohort GROUP BY GROUPING SETS ((), (severity), (team), (week))
    ), ranked AS (
      SELECT *, count(*) OVER (PARTITION BY kind)::int AS names,
             row_number() OVER (PARTITION BY kind ORDER BY episodes DESC, severity, team) AS place
      FROM figures
    )
    SELECT * FROM ranked WHERE place <= ${MOST_NAMES}::int OR kind = ${KIND.week}::int ORDER BY kind, place`;
  const of = (kind: number) => rows.filter((row) => row.kind === kind);
  const [severities, teams] = [of(KIND.severity), of(KIND.team)];
  return {
    total: figuresOf(of(KIND.total)[0]!),
    bySeverity: severities.map((row) => ({ name: row.severity, ...figuresOf(row) })),
    byTeam: teams.map((row) => ({ name: row.team, ...figuresOf(row) })),
    byWeek: new Map(of(KIND.week).map((row) => [row.week! - 1, figuresOf(row)])),
    omitted: beyond(severities) + beyond(teams),
  };
}

function beyond(rows: readonly Row[]): number {
  return (rows[0]?.names ?? 0) - rows.length;
}

function figuresOf(row: Row): AlertFigures {
  return {
    episodes: row.episodes,
    stillOpen: row.still_open,
    neverAcknowledged: row.never_acked,
    heldBack: row.held_back,
    ranOut: row.ran_out,
    reopened: row.reopened,
    inferredEnds: row.inferred,
    uncertainStarts: row.uncertain,
    toAcknowledge: durationOf(row, "ack"),
    toResolve: durationOf(row, "resolve"),
  };
}

function durationOf(row: Row, what: "ack" | "resolve"): DurationFigure {
  const samples = row[`${what}_samples`];
  const seconds = (name: "mean" | "median" | "p90" | "max") => {
    const value = row[`${what}_${name}`];
    // Instants are kept to the millisecond: digits beyond are those of the division.
    return samples < MIN_SAMPLES || value === null ? null : Math.round(value * 1000) / 1000;
  };
  return { samples, mean: seconds("mean"), median: seconds("median"), p90: seconds("p90"), max: seconds("max") };
}
