import "server-only";
import type { PrometheusScrapeTarget } from "@/lib/datasources/prometheus/api-schema";
import { guardFor } from "@/lib/phi/guard";
import { redactionSource } from "@/lib/phi/redaction-source";

const guard = guardFor("upstream", { queries: "keep" });

/** Targets of a source without what a person could be known by in their labels, as labels of series are shown. */
export function guardTargets(source: string, targets: readonly PrometheusScrapeTarget[]): PrometheusScrapeTarget[] {
  return redactionSource.run(source, () =>
    targets.map((target) => ({ ...target, labels: guard.labels(target.labels) })),
  );
}
