import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireComponent } from "../../scripts/bootstrap/components.mjs";
import { freePort } from "../../scripts/bootstrap/free-port.mjs";
import { chatbotSeries } from "../model/chatbot-series.mjs";
import { infraSeries } from "../model/infra-series.mjs";
import { Meter } from "../model/meter.mjs";
import { ProcessGroup } from "../stack/process-group.mjs";
import { Prometheus } from "../stack/prometheus.mjs";
import { fillHistory } from "./fill.mjs";
import { quantileOf } from "./recordings.mjs";
import { newestSample, resumeMeters } from "./resume.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "fill-"));
const END = Math.floor(Date.now() / 60_000) * 60 - 3600;
const HOUR = 3600;
const INCIDENTS = [
  { kind: "down", from: END - 3 * HOUR, to: END - 3 * HOUR + 300 },
  { kind: "unmeasured", from: END - 2 * HOUR, to: END - 2 * HOUR + 540 },
  { kind: "errors", from: END - HOUR, to: END - HOUR + 900 },
];
let processes;
let prometheus;

const fresh = () => [
  { job: "medinovai-backend", instance: "backend:8000", meters: chatbotSeries().map((one) => new Meter(one)) },
  {
    job: "infra",
    instance: "infra:9100",
    meters: infraSeries({ "https://a.example": END }).map((one) => new Meter(one)),
  },
];

async function value(query, time = END) {
  const response = await fetch(`${prometheus.url}/api/v1/query?${new URLSearchParams({ query, time: String(time) })}`);
  const { data } = await response.json();
  return data.result.map((sample) => Number(sample.value[1]));
}

beforeAll(async () => {
  processes = new ProcessGroup(path.join(folder, "logs"));
  const program = await requireComponent("prometheus");
  prometheus = new Prometheus({ processes, program, folder, port: await freePort(21550) });
  prometheus.writeEmptyConfig();
  await prometheus.start();
  const sources = fresh();
  await fillHistory({ baseUrl: prometheus.url, from: END - 6 * HOUR, to: END, sources, incidents: INCIDENTS });
});
afterAll(async () => {
  await processes.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

test("a failed scrape counts as down; an unmeasured stretch leaves no sample", async () => {
  const [uptime] = await value('avg_over_time((max(up{job="medinovai-backend"}) or vector(0))[6h:1m])');
  // Five minutes down, and of nine unmeasured ones the five that Prometheus looks back over are still covered.
  expect(uptime).toBeCloseTo(1 - 9 / 360, 2);
  expect(await value('http_requests_total{status="200"}', END - 3 * HOUR + 120)).toEqual([]);
});

test("the recorded series say what their expressions say", async () => {
  const expression = "histogram_quantile(0.95, sum(rate(http_request_duration_seconds_bucket[5m])) by (le))";
  for (const time of [END, END - HOUR + 600]) {
    const [computed] = await value(expression, time);
    const [recorded] = await value("job:http_request_duration_seconds:p95_5m", time);
    expect(recorded / computed).toBeCloseTo(1, 1);
  }
});

test("it keeps what the shipped flags say, long enough for the report of a month of 31 days", async () => {
  const response = await fetch(`${prometheus.url}/api/v1/status/runtimeinfo`);
  const { data } = await response.json();
  expect(data.storageRetention).toBe("45d");
});

test("past alerts end where they ended", async () => {
  const firing = 'ALERTS{alertname="HighErrorRate",alertstate="firing"}';
  expect(await value(firing, END - HOUR + 600)).toEqual([1]);
  expect(await value(firing, END - HOUR + 900 + 300)).toEqual([]);
  expect(await value('ALERTS{alertname="Watchdog"}')).toEqual([1]);
});

test("a later start goes on where the last one stopped: nothing is counted twice, no counter starts again", async () => {
  const baseUrl = prometheus.url;
  const sources = fresh();
  expect(await newestSample(baseUrl)).toBe(END);
  await resumeMeters(baseUrl, END, sources);
  const later = END + 1800;
  await fillHistory({ baseUrl, from: END, to: later, sources, incidents: INCIDENTS });
  expect(await newestSample(baseUrl)).toBe(later);
  expect(await value("max(resets(http_requests_total[50m]))", later)).toEqual([0]);
  const [before] = await value("sum(increase(http_requests_total[20m]))", END);
  const [after] = await value("sum(increase(http_requests_total[20m]))", END + 600);
  expect(after / before).toBeGreaterThan(0.6);
  expect(after / before).toBeLessThan(1.6);
});

test("a quantile is interpolated as Prometheus does", () => {
  const buckets = [
    [1, 10],
    [2, 20],
    [Number("+Inf"), 20],
  ];
  expect(quantileOf(0.75, buckets)).toBe(1.5);
  expect(quantileOf(0.25, buckets)).toBe(0.5);
  const beyond = [...buckets.slice(0, 2), [Number("+Inf"), 100]];
  expect(quantileOf(0.95, beyond)).toBe(2);
  expect(quantileOf(0.95, [[Number("+Inf"), 0]])).toBeNaN();
});

test("it then runs the shipped rules, all of them, and not what an older release left", async () => {
  const shipped = path.resolve(import.meta.dirname, "../../deploy/prometheus/rules");
  mkdirSync(path.join(folder, "rules"));
  writeFileSync(
    path.join(folder, "rules/alerts.yml"),
    "groups: [{ name: old, rules: [{ record: 'a:b:c', expr: '1' }] }]",
  );
  const metricsTokenFile = path.join(folder, "token");
  const portalUrl = "http://127.0.0.1:9";
  const alertmanager = "127.0.0.1:9";
  await prometheus.loadShippedConfig({ targets: {}, alertmanager, scrape: "15s", metricsTokenFile, portalUrl });
  const { data } = await (await fetch(`${prometheus.url}/api/v1/rules`)).json();
  expect([...new Set(data.groups.map(({ file }) => path.basename(file)))].sort()).toEqual(readdirSync(shipped).sort());
});
