import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acknowledge } from "@/lib/alerts/acknowledge";
import { getRuleChart } from "@/lib/alerts/get-rule-chart";
import { type RuleChart, ruleChartSchema } from "@/lib/alerts/rule-chart-view";
import { ROLES, type Role } from "@/lib/auth/permissions";
import { createPrometheusSource, type PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { QueryEngine } from "@/lib/query/query-engine";
import { contextOf } from "../support/context";
import { deliver, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { matrix, ScriptedPrometheus } from "../support/scripted-prometheus";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";

const RULES = `
groups:
  - name: tests
    rules:
      - alert: Watched
        expr: vector(7) > 5 and on () vector(1) == 1
        for: 2m
        labels: { severity: warning }
      - alert: Watched
        expr: label_replace(vector(9), "pod", "a", "", "") > 8 or label_replace(vector(3), "pod", "b", "", "") > 8
        labels: { severity: critical, shown: "{{ $value }}" }
      - alert: Nothing
        expr: never_scraped_metric > 1
      - record: Recorded
        expr: vector(1)
`;

let database: ScratchDatabase;
let running: RunningPrometheus;
let prometheus: PrometheusSource;
let folder: string;
const scripted = new ScriptedPrometheus();
let scriptedUrl: string;
let misbehaving: PrometheusSource;
const ann = contextOf("on_call");

beforeAll(async () => {
  database = await openScratchDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "rules-"));
  await writeFile(path.join(folder, "rules.yml"), RULES);
  running = await startPrometheus({ config: `rule_files: [${folder}/rules.yml]\n` });
  prometheus = sourceAt(running.url, "main");
  scriptedUrl = await scripted.listen();
  misbehaving = sourceAt(scriptedUrl, "second");
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  scripted.forget();
});
afterAll(async () => {
  await Promise.all([prometheus.close(), misbehaving.close(), running.stop(), scripted.close()]);
  await rm(folder, { recursive: true });
  await database.close();
});

function sourceAt(url: string, name: string): PrometheusSource {
  return createPrometheusSource({ type: "prometheus", name, url, headers: {}, scrapeInterval: 15 }, 5);
}

async function chartOf(alertname: string, { sources = [prometheus], role = "on_call" as Role } = {}) {
  const { id } = await database.prisma.episode.findFirstOrThrow({
    where: { alertname },
    orderBy: { openedAt: "desc" },
  });
  const input = {
    episodeId: id,
    widthPx: 600,
    signal: new AbortController().signal,
    sources,
    engine: new QueryEngine(2),
  };
  const chart = await getRuleChart(contextOf(role), input);
  expect(ruleChartSchema.parse(chart)).toEqual(chart);
  return chart;
}

function drawn(chart: RuleChart) {
  if (chart.status !== "ok") throw new Error(`the chart is ${JSON.stringify(chart)}`);
  return chart;
}

describe("the rule of an alert", () => {
  test("is drawn from an hour before the firing until now, with its limit and the firing", async () => {
    await deliver([firing("Watched", 30, { severity: "warning" })]);
    const { id } = await database.prisma.episode.findFirstOrThrow();
    await acknowledge(ann, { episodeId: id, ifVersion: null, idempotencyKey: null });
    await deliver([firing("Another", 20)]);
    const { rule, grid, frames, live, newestSampleAt, marks } = drawn(await chartOf("Watched"));
    expect(rule).toMatchObject({
      drawn: "vector(7)",
      threshold: { operator: ">", value: 5 },
      whole: false,
      forSeconds: 120,
      source: "main",
    });
    expect(rule.expr).toContain("and on ()");
    expect(frames).toHaveLength(1);
    expect(new Set(frames[0]!.values)).toEqual(new Set([7]));
    const end = grid.start + (grid.count - 1) * grid.step;
    expect(Math.abs(Date.now() - end)).toBeLessThan(90_000);
    expect(Math.abs(end - grid.start - 90 * 60_000)).toBeLessThan(90_000);
    expect([live, newestSampleAt]).toEqual([true, end]);
    expect(marks.map(({ kind }) => kind)).toEqual(["alert", "acknowledgement"]);
  });

  test("of several with its name is the one whose labels it carries, and its own series is drawn", async () => {
    await deliver([firing("Watched", 30, { severity: "critical", pod: "a", shown: "9" })]);
    const own = drawn(await chartOf("Watched"));
    expect(own.rule.threshold).toEqual({ operator: ">", value: 8 });
    expect(own.frames.map(({ name, labels }) => [name, labels])).toEqual([["a", { pod: "a" }]]);
  });

  test("ends with the firing", async () => {
    await deliver([firing("Watched", 120, { severity: "warning" })]);
    await deliver([resolved("Watched", 120, 60, { severity: "warning" })]);
    const { grid, live } = drawn(await chartOf("Watched"));
    expect(live).toBe(false);
    expect(Math.abs(Date.now() - 3_600_000 - (grid.start + (grid.count - 1) * grid.step))).toBeLessThan(90_000);
  });

  test("that has no sample is empty, not zero", async () => {
    await deliver([firing("Nothing", 30)]);
    expect(drawn(await chartOf("Nothing"))).toMatchObject({ frames: [], newestSampleAt: null });
  });

  test("is unknown where no Prometheus has it; a recording rule of that name is none", async () => {
    await deliver([firing("Recorded", 30), firing("Elsewhere", 30)]);
    for (const alertname of ["Recorded", "Elsewhere"])
      expect(await chartOf(alertname)).toEqual({ status: "unknown", sources: ["main"] });
  });
});

describe("a source that fails", () => {
  test("says so in its own words, unless another has the rule", async () => {
    await deliver([firing("Watched", 30, { severity: "warning" })]);
    scripted.script = (_call, response) => {
      response.writeHead(503, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ status: "error", errorType: "unavailable", error: "Service Unavailable: starting" }),
      );
    };
    const failed = await chartOf("Watched", { sources: [misbehaving] });
    expect(failed).toMatchObject({ status: "error", message: expect.stringContaining("starting") });
    expect(await chartOf("Watched", { sources: [misbehaving, prometheus] })).toMatchObject({ status: "ok" });
  });

  test("that knows the rule and then refuses the query is an error too", async () => {
    await deliver([firing("Slow", 30)]);
    const rule = { type: "alerting", name: "Slow", query: "slow > 1", health: "ok" };
    const second = sourceAt(scriptedUrl, "third");
    scripted.script = (call, response) => {
      if (call.path.endsWith("/rules")) return { groups: [{ name: "g", interval: 15, rules: [rule] }] };
      response.writeHead(422, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          status: "error",
          errorType: "execution",
          error: "query processing would load too many samples",
        }),
      );
    };
    expect(await chartOf("Slow", { sources: [second] })).toMatchObject({
      status: "error",
      message: expect.stringContaining("too many samples"),
    });
    await second.close();
  });
});

test("F02 where the alert says it came from is never asked", async () => {
  const elsewhere = new ScriptedPrometheus();
  elsewhere.script = (call) => matrix(call, []);
  const generatorURL = `${await elsewhere.listen()}/graph?g0.expr=secret`;
  await deliver([{ ...firing("Watched", 30, { severity: "warning" }), generatorURL }]);
  expect(drawn(await chartOf("Watched")).rule.drawn).toBe("vector(7)");
  expect(elsewhere.calls).toEqual([]);
  await elsewhere.close();
});

describe("B04 names of machines", () => {
  test.each(ROLES)("%s", async (role) => {
    await deliver([firing("Watched", 30, { severity: "warning" })]);
    const chart = chartOf("Watched", { role });
    if (role === "executive" || role === "product") await expect(chart).rejects.toMatchObject({ code: "forbidden" });
    else expect(await chart).toMatchObject({ status: "ok" });
  });

  test("and an alert that a role may not know of does not exist", async () => {
    await deliver([firing("Watched", 30, { severity: "warning", team: "security" })]);
    await expect(chartOf("Watched", { role: "product" })).rejects.toMatchObject({ code: "not_found" });
  });
});
