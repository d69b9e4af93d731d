import "server-only";
import type { Dashboard } from "@/lib/dashboards/model";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { db } from "@/lib/db/client";
import type { Finding } from "./diagnosis-view";
import { limitedItems } from "./limited-items";
import { lookAt } from "./look-at";
import { type ReadSeries, seriesOfBoards } from "./series-of-boards";
import type { Looked } from "./tell-once";

const SLOW_DATABASE_MS = 250;
const SLOW_QUERY_MS = 2_000;
const DATABASE_FIX =
  "See what the database waits for (pg_stat_activity), whether its disk or memory is full, and whether DATABASE_URL names a near server.";
const QUERY_FIX = "See Prometheus' load (prometheus_engine_queries) and what lies between it and the portal.";
const SERIES_FIX =
  "See the targets above; if they are up, the application does not export these metrics, or a relabelling drops them.";

/** "A dashboard stays empty": the database, the way of a query, and the series that no source has. */
export async function diagnoseDashboards(
  sources: readonly PrometheusSource[],
  boards: readonly Dashboard[],
): Promise<Looked[]> {
  const read = seriesOfBoards(boards);
  const ofSource = (source: PrometheusSource) =>
    read.filter(({ datasource }) => (datasource ?? sources[0]?.name) === source.name);
  return Promise.all([
    timeDatabase(),
    ...sources.flatMap((source) => [timeQuery(source), findAbsent(source, ofSource(source))]),
  ]);
}

function timeDatabase(): Promise<Looked> {
  const about = { id: "database", title: "The portal's database" };
  return lookAt("database", about, DATABASE_FIX, async () => {
    const ms = await timed(async () => (await db()).$queryRaw`SELECT 1`);
    return judgeTime(about, "Answered", ms, SLOW_DATABASE_MS, DATABASE_FIX);
  });
}

function timeQuery(source: PrometheusSource): Promise<Looked> {
  const about = { id: `query:${source.name}`, title: `Queries to ${source.name}` };
  return lookAt(`source:${source.name}`, about, QUERY_FIX, async (signal) => {
    const ms = await timed(() => source.query("vector(1)", instant(), signal));
    return judgeTime(about, "The smallest query was answered", ms, SLOW_QUERY_MS, QUERY_FIX);
  });
}

function judgeTime(
  about: Pick<Finding, "id" | "title">,
  what: string,
  ms: number,
  slowMs: number,
  fix: string,
): Finding {
  const words = `${what} in ${Math.ceil(ms)} ms`;
  return ms <= slowMs
    ? { ...about, state: "ok", words: `${words}.`, items: [], fix: null }
    : { ...about, state: "wrong", words: `${words}: slow (more than ${slowMs} ms).`, items: [], fix };
}

/** Names are all that is asked for: one query for every metric of every board. */
function findAbsent(source: PrometheusSource, read: readonly ReadSeries[]): Promise<Looked> {
  const about = { id: `series:${source.name}`, title: `Series of ${source.name}` };
  return lookAt(`source:${source.name}`, about, QUERY_FIX, async (signal) => {
    if (read.length === 0) return { ...about, state: "ok", words: "No panel reads it.", items: [], fix: null };
    const names = read.map(({ metric }) => metric).join("|");
    const { frames } = await source.query(`count by (__name__) ({__name__=~"${names}"})`, instant(), signal);
    const present = new Set(frames.map(({ labels }) => labels.__name__));
    const absent = read.filter(({ metric }) => !present.has(metric));
    const words = `${read.length - absent.length} of ${read.length} metrics that panels read have series now.`;
    if (absent.length === 0) return { ...about, state: "ok", words, items: [], fix: null };
    const items = absent.map(({ metric, panels }) => `${metric}: ${panels.join(", ")}`);
    return { ...about, state: "wrong", words, items: limitedItems(items), fix: SERIES_FIX };
  });
}

function instant() {
  const now = Date.now();
  return { start: now, end: now, step: 0 };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
