import { type Target, targetSchema } from "@/lib/dashboards/model";
import type { Kpi } from "./kpi";

/** The six indicators of the guide's table, with its targets and alert thresholds. */
export const KPIS: readonly Kpi[] = [
  {
    id: "api-response-time",
    title: "API response time, p95",
    description: "Time within which 95 % of requests were answered, over all endpoints.",
    unit: "seconds",
    decimals: 2,
    thresholds: { direction: "above", target: 2, alert: 5 },
    target: query(
      'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{job="medinovai-backend"}[5m])))',
    ),
    owner: "platform",
    alertname: "HighAPILatency",
    staleAfter: 300,
  },
  {
    id: "error-rate",
    title: "Error rate",
    description:
      "Share of requests that failed with a 5xx status. The guide's rule compared errors per second with 5 %; here it is the share, against the 1 % of the guide's own table.",
    unit: "percent",
    decimals: 2,
    thresholds: { direction: "above", target: 0.1, alert: 1 },
    target: query(
      '100 * (sum(rate(http_requests_total{job="medinovai-backend",status=~"5.."}[5m])) or 0 * sum(rate(http_requests_total{job="medinovai-backend"}[5m]))) / (sum(rate(http_requests_total{job="medinovai-backend"}[5m])) > 0)',
    ),
    owner: "platform",
    alertname: "HighErrorRate",
    staleAfter: 300,
  },
  {
    id: "database-response-time",
    title: "Database response time, p95",
    description:
      "Time within which 95 % of the application's database queries were answered, as the application measures it. The guide has this indicator but no metric for it.",
    unit: "milliseconds",
    decimals: 0,
    thresholds: { direction: "above", target: 100, alert: 500 },
    target: query("1000 * histogram_quantile(0.95, sum by (le) (rate(database_query_duration_seconds_bucket[5m])))"),
    owner: "platform",
    alertname: "HighDatabaseLatency",
    staleAfter: 300,
  },
  {
    id: "memory-usage",
    title: "Memory usage",
    description:
      "Working-set memory of the container that is nearest to its limit. A container without a limit has no share; the guide's rule gave infinity for it.",
    unit: "percent",
    decimals: 1,
    thresholds: { direction: "above", target: 80, alert: 90 },
    target: query(
      '100 * max(container_memory_working_set_bytes{namespace="medinovai",container!="",container!="POD"} / (container_spec_memory_limit_bytes{namespace="medinovai",container!="",container!="POD"} > 0))',
    ),
    owner: "platform",
    alertname: "MemoryUsageHigh",
    staleAfter: 300,
  },
  {
    id: "cpu-usage",
    title: "CPU usage",
    description: "CPU time of the container that is nearest to its limit. The guide measured a share of one core.",
    unit: "percent",
    decimals: 0,
    thresholds: { direction: "above", target: 70, alert: 85 },
    target: query(
      '100 * max(sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{namespace="medinovai",container!="",container!="POD"}[5m])) / on (namespace, pod, container) (max by (namespace, pod, container) (kube_pod_container_resource_limits{namespace="medinovai",resource="cpu"}) > 0))',
    ),
    owner: "platform",
    alertname: "CPUUsageHigh",
    staleAfter: 300,
  },
  {
    id: "conversation-success",
    title: "Conversation success",
    description:
      "Successful conversations as a share of those started in the hour before. Success is counted later than the start, so the share is held at 100 %.",
    unit: "percent",
    decimals: 1,
    thresholds: { direction: "below", target: 85, alert: 80 },
    target: query(
      "100 * clamp_max(sum(increase(conversations_success_total[1h])) / (sum(increase(conversations_total[1h])) > 0), 1)",
    ),
    owner: "product",
    alertname: "LowConversationSuccessRate",
    staleAfter: 300,
  },
];

function query(expr: string): Target {
  return targetSchema.parse({ refId: "A", type: "prometheus", expr });
}
