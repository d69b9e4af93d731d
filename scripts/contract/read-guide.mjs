import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What the guide's exporters bring, whoever scrapes them; its own metrics are those of its instrumentation. */
const EXPORTERS = [
  "up",
  "pg_up",
  "container_cpu_usage_seconds_total",
  "container_memory_usage_bytes",
  "container_spec_memory_limit_bytes",
  "kube_pod_info",
];
const HISTOGRAM = ["_bucket", "_sum", "_count"];

/** The guide's own configuration, rules and boards, from its text, as contradictions() takes them. */
export function readGuide(file, declared) {
  const blocks = [...readFileSync(file, "utf8").matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const block = (language, words) => blocks.find(([, kind, text]) => kind === language && text.includes(words))[2];
  const files = {
    "prometheus-rules.yml": block("yaml", "- name: medinovai.critical"),
    "security-rules.yml": block("yaml", "- name: medinovai.security"),
    "business-rules.yml": block("yaml", "- name: medinovai.business"),
    "compliance-rules.yml": block("yaml", "- name: hipaa.compliance"),
    "recording-rules.yml": block("yaml", "- name: medinovai.recording"),
  };
  const parsed = Object.entries(files).map(([name, text]) => ({ file: name, content: parse(text) }));
  return {
    ...declared,
    // Those that do not load are read all the same: what is in them is wrong besides.
    rules: parsed.flatMap(({ content }) => (content.groups ?? content).flatMap((group) => group.rules)),
    unreadable: parsed
      .filter(({ content }) => !content.groups)
      .map(({ file: name }) => ({ file: name, why: "is no rule file: it does not begin with groups" })),
    panels: ["Executive Overview", "Operations", "Security", "Business Metrics"].flatMap((title) =>
      panelsOf(title.split(" ")[0].toLowerCase(), JSON.parse(block("json", `MedinovAI - ${title}`)).dashboard.panels),
    ),
    runbooks: null,
    exposed: new Set([...EXPORTERS, ...instrumented(block("python", "src/utils/metrics.py"))]),
    prometheus: {
      config: parse(block("yaml", "rule_files:")),
      ruleFiles: Object.keys(files).slice(0, 1),
      retentionDays: Number(/retention: (\d+)d/.exec(block("yaml", "Optimize Prometheus storage"))[1]),
    },
  };
}

function panelsOf(where, panels) {
  return panels.map(({ title, targets, fieldConfig }) => {
    const { unit, thresholds } = fieldConfig?.defaults ?? {};
    const step = (colour) => thresholds?.steps.find(({ color }) => color === colour)?.value;
    const limits = thresholds && { direction: "below", target: step("green"), alert: step("yellow") };
    return {
      where,
      title,
      unit,
      targets: targets.map(({ expr, legendFormat: legend }) => ({ expr, legend, unit, thresholds: limits })),
    };
  });
}

function instrumented(python) {
  return [...python.matchAll(/= (Counter|Histogram|Gauge)\(\s*'(\w+)'/g)].flatMap(([, kind, name]) =>
    kind === "Histogram" ? HISTOGRAM.map((suffix) => name + suffix) : [name],
  );
}
