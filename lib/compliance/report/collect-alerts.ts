import "server-only";
import type { Transaction } from "@/lib/db/client";
import { guardFor } from "@/lib/phi/guard";
import type { ReportRecord } from "./record";

const TOP_NAMES = 10;
/** Rows may be older than the guard at the door; a sealed report is not mended any more. */
const guard = guardFor("report", { queries: "keep" });

/** Episodes that began in [from, to), and what became of them. */
export async function collectAlerts(tx: Transaction, from: Date, to: Date): Promise<ReportRecord["alerts"]> {
  const episodes = await tx.episode.findMany({
    where: { openedAt: { gte: from, lt: to } },
    select: { alertname: true, severity: true, openedAt: true, firstAckedAt: true },
  });
  const waits = episodes
    .flatMap(({ openedAt, firstAckedAt }) => (firstAckedAt ? [firstAckedAt.getTime() - openedAt.getTime()] : []))
    .map((ms) => Math.max(0, Math.round(ms / 1000)))
    .sort((a, b) => a - b);
  return {
    fired: episodes.length,
    acknowledged: waits.length,
    neverAcknowledged: episodes.length - waits.length,
    meanSecondsToAcknowledge: waits.length
      ? Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length)
      : null,
    medianSecondsToAcknowledge: median(waits),
    bySeverity: tally(episodes.map((episode) => guard.text(episode.severity))),
    byName: tally(episodes.map((episode) => guard.text(episode.alertname))).slice(0, TOP_NAMES),
  };
}

function median(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  const low = sorted[Math.ceil(middle) - 1];
  return high === undefined || low === undefined ? null : Math.round((low + high) / 2);
}

/** How often each name occurs, the most frequent first. */
function tally(names: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
