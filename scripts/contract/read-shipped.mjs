import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { chatbotSeries } from "../../demo/model/chatbot-series.mjs";
import { infraSeries } from "../../demo/model/infra-series.mjs";
import { readRules } from "./read-rules.mjs";

const HISTOGRAM = ["", "_bucket", "_sum", "_count"];

/** What is shipped, as contradictions() takes it; `declared` is { kpis, slos, burnRates }. */
export function readShipped(root, declared) {
  const folder = path.join(root, "deploy/prometheus");
  const ruleFiles = readdirSync(path.join(folder, "rules")).map((file) => `rules/${file}`);
  return {
    ...declared,
    ...readRules(folder, ruleFiles),
    panels: panelsOf(path.join(root, "lib/dashboards/definitions")),
    runbooks: runbooksOf(path.join(root, "deploy/runbooks")),
    exposed: exposedBy(root),
    prometheus: {
      config: parse(readFileSync(path.join(folder, "prometheus.yml"), "utf8")),
      ruleFiles,
      retentionDays: Number(/retention\.time=(\d+)d/.exec(readFileSync(path.join(folder, "flags.txt"), "utf8"))?.[1]),
    },
  };
}

function panelsOf(folder) {
  return readdirSync(folder).flatMap((file) => {
    const { id, panels } = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
    return panels.map(({ title, unit, targets, thresholds }) => ({
      where: id,
      title,
      unit,
      targets: targets
        .filter(({ type }) => type === "prometheus")
        .map((target) => ({ thresholds, ...target, unit: target.unit ?? unit })),
    }));
  });
}

function runbooksOf(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return new Map(files.map((file) => [path.basename(file, ".md"), readFileSync(path.join(folder, file), "utf8")]));
}

/** The chatbot's and the exporters' series by the demo, the portal's own by its code. */
function exposedBy(root) {
  const simulated = [...chatbotSeries(), ...infraSeries({ "https://example.test": 0 })].map(({ name }) => name);
  const source = readFileSync(path.join(root, "lib/telemetry/metrics.ts"), "utf8");
  const own = [...source.matchAll(/name: "(\w+)"/g)].flatMap(([, name]) => HISTOGRAM.map((suffix) => name + suffix));
  return new Set(["up", "nodejs_eventloop_lag_p99_seconds", ...simulated, ...own]);
}
