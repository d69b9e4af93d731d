import "server-only";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { guardTargets } from "./guard-targets";
import { judgeTargets } from "./judge-targets";
import { lookAt } from "./look-at";
import type { Looked } from "./tell-once";

const UNREACHED = "Start it, or mend its address and credentials in the sources file (DATASOURCES_FILE).";

/** "Metrics are not collected": whether each Prometheus answers, and what it says of its targets. */
export function diagnoseMetrics(sources: readonly PrometheusSource[]): Promise<Looked[]> {
  return Promise.all(
    sources.map((source) => {
      const about = { id: `targets:${source.name}`, title: `Targets of ${source.name}` };
      return lookAt(`source:${source.name}`, about, UNREACHED, async (signal) => {
        const targets = await noteAnswer(source.name, source.targets(signal));
        return judgeTargets(source.name, guardTargets(source.name, targets), Date.now());
      });
    }),
  );
}
