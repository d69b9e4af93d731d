import path from "node:path";
import { expect, test } from "vitest";
import { BURN_RATES } from "../../lib/kpis/burn-rates.ts";
import { KPIS } from "../../lib/kpis/kpis.ts";
import { SLOS } from "../../lib/kpis/slos.ts";
import { metricNames } from "../../lib/query/metric-names";
import { contradictions } from "./contradictions.mjs";
import { resolve } from "./promql.mjs";
import { readGuide } from "./read-guide.mjs";
import { readShipped } from "./read-shipped.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const declared = { kpis: KPIS, slos: SLOS, burnRates: BURN_RATES };
const linesOf = (stack) => contradictions(stack).map(({ where, says }) => `${where}: ${says}`);
const shipped = () => readShipped(root, declared);

test("what is shipped contradicts nothing", () => {
  expect(linesOf(shipped())).toEqual([]);
});

/** Row of the corrections, and what the linter says of it on the guide's own files. */
const REPORTED = [
  [1, "prometheus.yml: retention is no field of global"],
  [2, "prometheus.yml: reads medinovai-rules.yml, and there is no such file"],
  [2, "prometheus.yml: reads kubernetes-rules.yml, and there is no such file"],
  [3, "prometheus.yml: names no Alertmanager"],
  [4, "prometheus.yml: medinovai-backend makes a target of every port"],
  [5, "security-rules.yml: is no rule file"],
  [5, "business-rules.yml: is no rule file"],
  [17, 'panel operations "Error Rates by Endpoint": is a syntax error'],
  [18, 'panel security "Audit Log Volume": is a syntax error'],
  [19, "rule SlowAIResponse: takes a percentile of what is no histogram"],
  [20, 'panel executive "Response Time Trends": takes a percentile of each series alone'],
  [21, "rule medinovai:avg_response_time: is called an average, and is a percentile"],
  [21, "rule medinovai:avg_response_time: is not called level:metric:operation"],
  [22, "rule medinovai:conversation_success_rate: may be over 100 %"],
  [22, "rule medinovai:conversation_success_rate: divides by what may be 0"],
  [23, "rule LowConversationSuccessRate: reads conversation_success_rate, which nobody exposes"],
  [23, "KPI conversation-success: LowConversationSuccessRate reads conversation_success_rate and not"],
  [24, "rule HighEscalationRate: reads escalation_rate, which nobody exposes"],
  [24, 'panel business "Escalation Reasons": reads escalation_total, which nobody exposes'],
  [25, "rule DatabaseConnectionFailure: reads postgresql_up, which nobody exposes"],
  [25, 'panel operations "Database Performance": reads postgresql_stat_database_tup_fetched, which nobody exposes'],
  [26, 'panel security "SSL Certificate Expiry": reads ssl_certificate_expiry_days, which nobody exposes'],
  [27, 'panel security "WAF Blocked Requests": takes the rate of aws_waf_blocked_requests, which is no counter'],
  [28, 'panel executive "Cost per Conversation": reads aws_billing_estimated_charges, which nobody exposes'],
  [29, 'panel operations "Resource Usage": "CPU %" is a percentage of nothing'],
  [30, "rule MemoryUsageHigh: divides by what may be 0, and is infinite then"],
  [30, "KPI memory-usage: MemoryUsageHigh reads container_memory_usage_bytes"],
  [32, 'panel executive "System Health Score": "Uptime %" is the share of targets that are up now, not uptime'],
  [32, 'panel executive "System Health Score": is green from 99 % on, the objective of availability is 99.95 %'],
  [33, 'panel business "Conversation Success Rate": takes the lifetime count of conversations_success_total'],
  [33, 'panel business "Channel Distribution": takes the lifetime count of conversations_total'],
  [35, 'panel business "User Satisfaction Trends": reads conversation_satisfaction_rating, which nobody exposes'],
  ...["audit_events_total", "data_access_unencrypted_total", "data_export_total", "data_access_denied_total"].map(
    (name) => [36, `reads ${name}, which nobody exposes`],
  ),
  [36, "rule AbnormalDataAccess: reads data_access_total, which nobody exposes"],
  [38, "rule MultipleFailedLogins: prints the bare value"],
  [39, "KPI api-response-time: no alert fires at its threshold"],
  [39, "KPI database-response-time: no alert fires at its threshold"],
  [39, "KPI cpu-usage: no alert fires at its threshold"],
  [39, "KPI error-rate: HighErrorRate fires at 5, declared is 1 (percent)"],
  [40, "KPI error-rate: HighErrorRate compares no share"],
  [40, "KPI error-rate: HighErrorRate tells people 5%, declared is 1"],
  [40, "rule HighErrorRate: fires once per series"],
  [41, "rule AuditLogGap: needs twice 1h to notice a silence of 1h"],
  [41, "rule AuditLogGap: is silent when audit_events_total is missing"],
  [42, "rule UnencryptedDataAccess: takes the lifetime count of data_access_unencrypted_total"],
  [43, "rule AbnormalDataAccess: takes the hour before for its baseline"],
  [44, "rule MedinovAIServiceDown: is silent when up is missing"],
  [51, "rule HighErrorRate: has no runbook_url"],
  [51, "rules: no Watchdog"],
  [51, "SLO availability: no alert on its error budget"],
  [69, 'panel business "Conversation Success Rate": has target 90, the indicator conversation-success has 85'],
  [70, "prometheus.yml: 30 days are kept: a month of 31 cannot be reported"],
];

/** Rows about Alertmanager, Grafana's files, Fluent Bit, Python, the operator and commands: no rule, panel or objective. */
const ELSEWHERE = [[6, 16], [31], [34], [37], [45, 50], [52, 68]];

test("on the guide's own files every contradiction of the corrections is reported", () => {
  const lines = linesOf(readGuide(path.join(root, "tests/fixtures/guide/monitoring-and-alerting-guide.md"), declared));
  const missed = REPORTED.filter(([, words]) => !lines.some((line) => line.includes(words)));
  expect(missed).toEqual([]);
  const rows = new Set([...REPORTED.map(([row]) => row), ...ELSEWHERE.flatMap(([from, to = from]) => range(from, to))]);
  expect([...rows].sort((a, b) => a - b)).toEqual(range(1, 70));
});

test.each([
  [
    "a threshold",
    (s) => rule(s, "HighErrorRate", (r) => ({ ...r, expr: r.expr.replace("0.01", "0.05") })),
    /KPI error-rate: .*fires at 5/,
  ],
  [
    "an operator",
    (s) => rule(s, "CPUUsageHigh", (r) => ({ ...r, expr: r.expr.replace("> 0.85", "< 0.85") })),
    /KPI cpu-usage: .*fires at </,
  ],
  [
    "an owner",
    (s) => rule(s, "HighAPILatency", (r) => ({ ...r, labels: { ...r.labels, team: "ai" } })),
    /belongs to team ai/,
  ],
  [
    "a burn rate",
    (s) => rule(s, "LatencyBudgetBurnsFast", (r) => ({ ...r, expr: r.expr.replace("0.72", "0.5") })),
    /SLO latency: .* 1h with 0.72/,
  ],
  [
    "a window",
    (s) => recorded(s, "job:availability_errors:ratio1h", (r) => ({ ...r, expr: r.expr.replace("[1h:", "[2h:") })),
    /another window/,
  ],
  [
    "a bound",
    (s) => recorded(s, "job:latency_errors:ratio5m", (r) => ({ ...r, expr: r.expr.replace('"2(', '"5(') })),
    /under 2 s/,
  ],
  [
    "a twin",
    (s) => ({ ...s, rules: s.rules.filter(({ labels }) => labels?.metric !== "escalations_total") }),
    /HighEscalationRate: is silent when escalations_total/,
  ],
  [
    "a metric",
    (s) => rule(s, "SlowAIResponse", (r) => ({ ...r, expr: "ai_seconds > 5" })),
    /reads ai_seconds, which nobody exposes/,
  ],
  ["a runbook", (s) => ({ ...s, runbooks: new Map([["Nobody", ""]]) }), /runbook Nobody: is of no alert/],
  [
    "a runbook's threshold",
    (s) => ({ ...s, runbooks: new Map(s.runbooks).set("HighAPILatency", "It was above 9 seconds.") }),
    /runbook HighAPILatency: does not say that it fires at 5 seconds/,
  ],
  [
    "a runbook's target",
    (s) => ({ ...s, runbooks: new Map(s.runbooks).set("HighErrorRate", "More than 1 %. The target is under 2 %.") }),
    /runbook HighErrorRate: gives the target as 2 %/,
  ],
  [
    "a runbook's objective",
    (s) => ({ ...s, runbooks: new Map(s.runbooks).set("AvailabilityBudgetBurnsFast", "The 99.9 % we promised.") }),
    /runbook AvailabilityBudgetBurnsFast: says neither the objective of availability/,
  ],
  [
    "a panel",
    (s) => ({
      ...s,
      panels: s.panels.map((p) => ({
        ...p,
        targets: p.targets.map((t) => ({ ...t, thresholds: t.thresholds && { ...t.thresholds, alert: 7 } })),
      })),
    }),
    /has alert 7, the indicator/,
  ],
  [
    "a declaration",
    (s) => ({ ...s, kpis: s.kpis.map((k) => ({ ...k, thresholds: { ...k.thresholds, alert: 42 } })) }),
    /declared is 42/,
  ],
])("a change of %s alone is noticed", (_, change, words) => {
  expect(linesOf(change(shipped())).join("\n")).toMatch(words);
});

test("series are found in an expression, and recorded ones are taken apart", () => {
  expect(
    metricNames('sum by (job) (rate(a_total{x="b(c)"}[5m])) / on (job) max(d offset 1h) > 1e3 and absent(e:f:g)'),
  ).toEqual(["a_total", "d", "e:f:g"]);
  expect(resolve('a:b:c{job="x"} > 1', new Map([["a:b:c", "rate(d_total[5m])"]]))).toBe("(rate(d_total[5m])) > 1");
});

function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function changed(stack, matches, change) {
  return { ...stack, rules: stack.rules.map((one) => (matches(one) ? change(one) : one)) };
}

function rule(stack, name, change) {
  return changed(stack, ({ alert }) => alert === name, change);
}

function recorded(stack, name, change) {
  return changed(stack, ({ record }) => record === name, change);
}
