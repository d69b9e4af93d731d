import { expect, test } from "vitest";
import { chatbotSeries } from "@/demo/model/chatbot-series.mjs";
import { KPIS } from "@/lib/kpis/kpis";
import { CATALOGUE } from "./catalogue.mjs";
import { createChatbotMetrics, UNMATCHED } from "./chatbot-metrics.mjs";

interface Declared {
  type: string;
  labelNames: string[];
  buckets?: number[];
}
const catalogue = CATALOGUE as Record<string, Declared>;

interface Series {
  name: string;
  labels: Record<string, string>;
  family?: string;
}

test("the demo's chatbot exposes what the catalogue declares, with its labels and bounds, and nothing else", () => {
  const series = chatbotSeries() as Series[];
  const shown = new Map<string, { labels: Set<string>; bounds: Set<number> }>();
  for (const { name, labels, family = name } of series) {
    const { le, ...others } = labels;
    const known = shown.get(family) ?? { labels: new Set(), bounds: new Set() };
    for (const label of Object.keys(others)) known.labels.add(label);
    if (le !== undefined && le !== "+Inf") known.bounds.add(Number(le));
    shown.set(family, known);
  }
  expect([...shown.keys()].sort()).toEqual(Object.keys(catalogue).sort());
  for (const [name, { labels, bounds }] of shown) {
    expect([...labels].sort(), name).toEqual([...catalogue[name]!.labelNames].sort());
    expect([...bounds], name).toEqual(catalogue[name]!.buckets ?? []);
  }
});

test("a share at a threshold is exact: targets and alert thresholds in seconds are bounds", () => {
  for (const { unit, thresholds, target } of KPIS) {
    const histogram = target.type === "prometheus" && /(\w+)_bucket/.exec(target.expr)?.[1];
    if (!histogram) continue;
    const scale = unit === "milliseconds" ? 1_000 : 1;
    for (const bound of [thresholds.target, thresholds.alert])
      expect(catalogue[histogram]?.buckets, histogram).toContain(bound / scale);
  }
});

test("a request is counted under its route's template, and under one name when no route took it", async () => {
  const { registry, observeRequest } = createChatbotMetrics();
  observeRequest({ method: "GET", route: "/patients/{id}", status: 200, seconds: 0.2 });
  observeRequest({ method: "GET", route: undefined, status: 404, seconds: 0.01 });
  const text = await registry.metrics();
  expect(text).toContain('http_requests_total{method="GET",endpoint="/patients/{id}",status="200"} 1');
  expect(text).toContain(`http_requests_total{method="GET",endpoint="${UNMATCHED}",status="404"} 1`);
  expect(text).toMatch(
    /http_request_duration_seconds_bucket\{le="0.25",method="GET",endpoint="\/patients\/\{id\}"\} 1/,
  );
});
