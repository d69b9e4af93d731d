import type { PrometheusScrapeTarget } from "@/lib/datasources/prometheus/api-schema";
import { withoutAddresses } from "@/lib/datasources/without-addresses";
import { formatAge } from "@/lib/time/format-time";
import { parseDuration } from "@/lib/time/parse-duration";
import type { Finding } from "./diagnosis-view";
import { limitedItems } from "./limited-items";

/** A target that was not scraped for this many of its intervals was forgotten by its Prometheus. */
const PATIENCE = 3;
const DEFAULT_INTERVAL_MS = 60_000;
const FIX =
  "See that the process runs and that its metrics port can be reached from Prometheus; in Kubernetes, that the ServiceMonitor selects its service.";

/**
 * What one Prometheus says of its targets at `now` (epoch ms): down, never scraped, or not scraped for long. Jobs are
 * named, addresses are not.
 */
export function judgeTargets(source: string, targets: readonly PrometheusScrapeTarget[], now: number): Finding {
  const finding = { id: `targets:${source}`, title: `Targets of ${source}` };
  if (targets.length === 0)
    return {
      ...finding,
      state: "wrong",
      words: "It has no target: nothing is collected.",
      items: [],
      fix: "See scrape_configs, or the ServiceMonitors' labels: Prometheus selects by them.",
    };
  const troubles = targets.flatMap((target) => {
    const trouble = troubleOf(target, now);
    return trouble === null ? [] : [{ job: target.labels.job ?? "a job without a name", trouble }];
  });
  const newest = Math.max(...targets.map(({ lastScrape }) => scrapedAt(lastScrape) ?? 0));
  const age = newest > 0 ? `last scrape ${formatAge(now - newest)}` : "none was scraped yet";
  const words = `${targets.length - troubles.length} of ${targets.length} are up; ${age}.`;
  if (troubles.length === 0) return { ...finding, state: "ok", words, items: [], fix: null };
  const known = targets.some(({ health }) => health !== "unknown");
  return {
    ...finding,
    state: known ? "wrong" : "unknown",
    words,
    items: limitedItems(counted(troubles.map(({ job, trouble }) => `${job}: ${trouble}`))),
    fix: FIX,
  };
}

function troubleOf({ health, lastError, lastScrape, scrapeInterval }: PrometheusScrapeTarget, now: number) {
  if (health === "down") return `down, ${withoutAddresses(lastError) || "without a reason"}`;
  const at = scrapedAt(lastScrape);
  if (health === "unknown" || at === null) return "not scraped yet";
  const late = PATIENCE * (parseDuration(scrapeInterval ?? "") ?? DEFAULT_INTERVAL_MS);
  return now - at > late ? `not scraped since ${formatAge(now - at)}` : null;
}

/** Go's zero time stands for never. */
function scrapedAt(text: string): number | null {
  const at = Date.parse(text);
  return at > 0 ? at : null;
}

/** Equal lines once, with their number. */
function counted(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} targets)` : line));
}
