import type { PrometheusScrapeTarget } from "@/lib/datasources/prometheus/api-schema";
import { formatAge } from "@/lib/time/format-time";
import { parseDuration } from "@/lib/time/parse-duration";
import type { Finding } from "./diagnosis-view";
import { limitedItems } from "./limited-items";

/** A target that was not scraped for this many of its intervals was forgotten by its Prometheus. */
const PATIENCE = 3;
const DEFAULT_INTERVAL_MS = 60_000;
/** Of those of one job with the same trouble, so many are named. */
const MAX_NAMED = 5;
/** Of every scrape that failed; which target it was is told by its instance. */
const ASKED = /^Get "[^"]*": /;
const FIX =
  "See that the process runs and that its metrics port can be reached from Prometheus; in Kubernetes, that the ServiceMonitor selects its service.";

/**
 * What one Prometheus says of its targets at `now` (epoch ms): down, never scraped, or not scraped for long. They are
 * named by job and instance, as alerts name them; the addresses that are scraped are not told.
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
    return trouble === null ? [] : [{ labels: target.labels, trouble }];
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
    items: limitedItems(linesOf(troubles)),
    fix: FIX,
  };
}

function troubleOf({ health, lastError, lastScrape, scrapeInterval }: PrometheusScrapeTarget, now: number) {
  if (health === "down") return `down, ${lastError.replace(ASKED, "") || "without a reason"}`;
  const at = scrapedAt(lastScrape);
  if (health === "unknown" || at === null) return "not scraped yet";
  const late = PATIENCE * (parseDuration(scrapeInterval ?? "") ?? DEFAULT_INTERVAL_MS);
  return now - at > late ? `last scraped ${formatAge(now - at)}` : null;
}

/** Go's zero time stands for never. */
function scrapedAt(text: string): number | null {
  const at = Date.parse(text);
  return at > 0 ? at : null;
}

/** One line for those of a job that have the same trouble: "worker (10.0.0.7:9100, 10.0.0.8:9100): down, …". */
function linesOf(troubles: readonly { labels: PrometheusScrapeTarget["labels"]; trouble: string }[]): string[] {
  const alike = new Map<string, { job: string | undefined; trouble: string; instances: string[] }>();
  for (const { labels, trouble } of troubles) {
    const key = JSON.stringify([labels.job, trouble]);
    const line = alike.get(key) ?? { job: labels.job, trouble, instances: [] };
    line.instances.push(labels.instance ?? "without an instance");
    alike.set(key, line);
  }
  return [...alike.values()].map(({ job = "a job without a name", trouble, instances }) => {
    const named = instances.slice(0, MAX_NAMED).join(", ");
    const more = instances.length > MAX_NAMED ? ` and ${instances.length - MAX_NAMED} more` : "";
    return `${job} (${named}${more}): ${trouble}`;
  });
}
