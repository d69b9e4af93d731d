import "server-only";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import type { Finding } from "./diagnosis-view";
import { guardTargets } from "./guard-targets";
import { judgeTargets } from "./judge-targets";
import { lookAt } from "./look-at";

const UNREACHED = "Start it, or mend its address and credentials in the sources file (DATASOURCES_FILE).";

/** "Metrics are not collected": whether each Prometheus answers, and what it says of its targets. */
export function diagnoseMetrics(sources: readonly PrometheusSource[]): Promise<Finding[]> {
  return Promise.all(
    sources.map((source) =>
      lookAt({ id: `targets:${source.name}`, title: `Targets of ${source.name}` }, UNREACHED, async (signal) => {
        const targets = await noteAnswer(source.name, source.targets(signal));
        return judgeTargets(source.name, guardTargets(source.name, targets), Date.now());
      }),
    ),
  );
}
