import { expect, test } from "vitest";
import { KPIS } from "@/lib/kpis/kpis";
import { metricNames } from "./metric-names";

test.each([
  ['sum by (le, job) (rate(http_requests_total{status=~"5.."}[5m])) > 0.5', ["http_requests_total"]],
  ["100 * a / on (instance) group_left (name) b offset 5m", ["a", "b"]],
  ['label_replace(up{job="x or y"}, "a", "$1", "b", "(c)") unless ignoring(z) job:rate:5m', ["up", "job:rate:5m"]],
  ["histogram_quantile(0.95, sum(rate(x_bucket[$__rate_interval])) by (le)) == bool +Inf", ["x_bucket"]],
  ['{job="only"} or vector(1e3) @ start()', []],
])("%s", (expr, names) => expect(metricNames(expr)).toEqual(names));

test("each indicator reads at least one series", () => {
  for (const { id, target } of KPIS)
    if (target.type === "prometheus") expect(metricNames(target.expr), id).not.toEqual([]);
});
