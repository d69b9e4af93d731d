import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";

const RULES = path.join(import.meta.dirname, "../prometheus/rules");
const FILE = path.join(import.meta.dirname, "base/prometheus-rule.yaml");
const HEAD =
  "# Made from deploy/prometheus/rules by `node deploy/kubernetes/prometheus-rule.mjs`: change the rules there.\n";

/** The rule files of deploy/prometheus as one PrometheusRule for the operator. */
export function prometheusRule() {
  const files = readdirSync(RULES).filter((name) => name.endsWith(".yml"));
  const groups = files.sort().flatMap((name) => parse(readFileSync(path.join(RULES, name), "utf8")).groups);
  const resource = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "medinovai", namespace: "medinovai" },
    spec: { groups },
  };
  return HEAD + stringify(resource, { lineWidth: 0 });
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, prometheusRule());
