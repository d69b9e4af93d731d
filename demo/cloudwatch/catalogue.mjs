import { conditionsAt } from "../model/conditions.mjs";
import { wobble } from "../model/wobble.mjs";

const MINUTE = 60;
const DAY = 86_400;
const US_EAST = ["us-east-1"];
const DOLLARS_PER_DAY = 604;

/**
 * The metrics of the demo's AWS account. `perMinute`: what one minute brings, at a time in seconds; null is silence.
 * `sum`: it adds up over a period (a count); otherwise periods are averages.
 */
export function catalogue(incidentsAt) {
  const at = (time) => conditionsAt(time, incidentsAt(time));
  const rds = { DBInstanceIdentifier: "medinovai-prod" };
  const balancer = { LoadBalancer: "app/medinovai/50dc6c495c0c9188" };
  const firewall = (Rule) => ({ WebACL: "medinovai", Region: "us-east-1", Rule });
  const whole = (value) => (value >= 0.5 ? Math.round(value) : null); // counts exist only when they are not zero
  return [
    metric("AWS/RDS", "ReadLatency", rds, (t) => 0.0021 + 0.0026 * at(t).load + 0.03 * at(t).felt("slowdatabase")),
    metric("AWS/RDS", "WriteLatency", rds, (t) => 0.0034 + 0.0021 * at(t).load + 0.02 * at(t).felt("slowdatabase")),
    metric("AWS/RDS", "CPUUtilization", rds, (t) => 14 + 31 * at(t).load + 2 * wobble(401, t, 400)),
    metric("AWS/RDS", "DatabaseConnections", rds, (t) => Math.round(14 + 46 * at(t).load)),
    metric("AWS/RDS", "FreeableMemory", rds, (t) => 3.1e9 - 4e8 * at(t).load),
    metric("AWS/RDS", "FreeStorageSpace", rds, (t) => 5.2e10 + 1e8 * wobble(402, t, DAY)),
    metric("AWS/ApplicationELB", "RequestCount", balancer, (t) => whole(530 * at(t).load), { sum: true }),
    metric("AWS/ApplicationELB", "TargetResponseTime", balancer, (t) => 0.31 + 0.08 * at(t).load),
    metric(
      "AWS/ApplicationELB",
      "HTTPCode_Target_5XX_Count",
      balancer,
      (t) => whole(530 * at(t).load * (0.0006 + 0.05 * at(t).felt("errors")) + 0.4 * wobble(403, t, 90)),
      { sum: true },
    ),
    metric("AWS/WAFV2", "BlockedRequests", firewall("ALL"), (t) => whole(blocked(t, at)), { sum: true }),
    metric("AWS/WAFV2", "BlockedRequests", firewall("RateLimit"), (t) => whole(0.4 * blocked(t, at)), { sum: true }),
    metric("AWS/WAFV2", "BlockedRequests", firewall("CommonRuleSet"), (t) => whole(0.6 * blocked(t, at)), {
      sum: true,
    }),
    metric("AWS/Billing", "EstimatedCharges", { Currency: "USD" }, (t) => charges(t, 1), { every: 6 * 3600 }),
    ...Object.entries({ AmazonRDS: 0.36, AmazonECS: 0.41, AWSWAF: 0.05 }).map(([ServiceName, share]) =>
      metric("AWS/Billing", "EstimatedCharges", { Currency: "USD", ServiceName }, (t) => charges(t, share), {
        every: 6 * 3600,
      }),
    ),
  ];
}

function metric(namespace, name, dimensions, perMinute, { sum = false, every = MINUTE } = {}) {
  const pairs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions: pairs, regions: US_EAST, perMinute, sum, every };
}

function blocked(time, at) {
  return 2.6 + 3 * at(time).load + 2.4 * wobble(404, time, 150) + 70 * at(time).felt("bruteforce");
}

/** Month to date, as AWS estimates it: it grows through the UTC month and starts again on the 1st. */
function charges(time, share) {
  const now = new Date(time * 1000);
  const monthStart = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) / 1000;
  const days = (time - monthStart) / DAY;
  return Math.round(100 * share * DOLLARS_PER_DAY * days * (1 + 0.02 * wobble(405, time, 5 * DAY))) / 100;
}
