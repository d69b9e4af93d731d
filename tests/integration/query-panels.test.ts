import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encodeBatch } from "@/lib/dashboards/encode-batch";
import type { CloudWatchTarget } from "@/lib/dashboards/model";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { queryPanels } from "@/lib/dashboards/query-panels";
import type { Sources } from "@/lib/dashboards/sources";
import { type CloudWatchDatasource, type QueryWindow, UpstreamError } from "@/lib/datasources/datasource";
import { createPrometheusSource, type PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { QueryEngine } from "@/lib/query/query-engine";
import { contextOf } from "../support/context";
import { matrix, ScriptedPrometheus, vector } from "../support/scripted-prometheus";

const NOW = Date.parse("2026-11-23T14:05:37.250Z");
const HOUR_START = Date.parse("2026-11-23T14:00:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;

const upstream = new ScriptedPrometheus();
const CONFIG = { type: "prometheus", name: "p", headers: {} } as const;
let prometheus: PrometheusSource;
let scrapedByTheMinute: PrometheusSource;
/** CloudWatch's own behaviour is tested with its adapter; here it answers in whole periods or fails. */
let charges: (target: CloudWatchTarget, window: QueryWindow) => (number | null)[];
const cloudwatch: CloudWatchDatasource = {
  type: "cloudwatch",
  name: "cloudwatch",
  defaultRegion: "us-east-1",
  async query(target, _inputs, window) {
    const values = charges(target, window);
    const grid = { start: window.start, step: window.step, count: values.length };
    return { grid, frames: [{ name: "", labels: {}, values }], notices: [], partial: false };
  },
};

beforeAll(async () => {
  const url = await upstream.listen();
  prometheus = createPrometheusSource({ ...CONFIG, url, scrapeInterval: 15 }, 5);
  scrapedByTheMinute = createPrometheusSource({ ...CONFIG, url, scrapeInterval: 60 }, 5);
});

afterAll(async () => {
  await Promise.all([prometheus.close(), scrapedByTheMinute.close()]);
  await upstream.close();
});

beforeEach(() => {
  process.env.PORTAL_SECRET ??= "for-tests-only-".repeat(3);
  upstream.forget();
  upstream.script = (call) =>
    call.path.endsWith("query_range")
      ? matrix(call, [{ metric: {}, value: () => "1.23456789" }])
      : vector(call, [{ metric: {}, value: "2" }]);
  charges = (_, { start, end, step }) => Array.from({ length: (end - start) / step + 1 }, (_, i) => i);
});

async function ask(
  panelId: string,
  {
    board = "executive",
    from = "now-24h",
    to = "now",
    width = 600,
    now = NOW,
    engine = new QueryEngine(4),
    scraped = prometheus,
  } = {},
) {
  const query = { panels: [{ id: panelId, width }], from, to, variables: {}, zone: "UTC" };
  const sources: Sources = { prometheus: () => scraped, cloudwatch: () => cloudwatch };
  const input = { dashboardId: board, query, signal: new AbortController().signal, sources, engine };
  return queryPanels(contextOf("admin", { now: new Date(now) }), input);
}

async function first(results: AsyncIterable<PanelResult>) {
  for await (const result of results) return result;
  throw new Error("no result");
}

async function targetsOf(...asking: Parameters<typeof ask>) {
  return (await first(await ask(...asking))).targets.map((target) => {
    if (target.status === "error") throw new Error(target.error.message);
    return target;
  });
}

test("a figure on a wide range is as young as an instant, and six digits go over the wire", async () => {
  const [target] = await targetsOf("kpi-error-rate");
  expect(target?.frames[0]?.values.at(-1)).toBe(1.23457);
  expect(target?.latest).toEqual({ at: Date.parse("2026-11-23T14:05:30Z"), values: [2] });
  expect(target?.provenance.newestSampleAt).toBe(Date.parse("2026-11-23T14:05:30Z"));
  const past = await targetsOf("kpi-error-rate", { from: "now-48h", to: "now-24h" });
  expect(past[0]?.latest).toBeUndefined();
});

test("a failing fast-forward leaves the range as it is", async () => {
  const whole = upstream.script;
  upstream.script = (call, response) =>
    call.path.endsWith("query_range") ? whole(call, response) : response.writeHead(503).end();
  const [target] = await targetsOf("kpi-error-rate");
  expect([target?.frames.length, target?.latest]).toEqual([1, undefined]);
});

/** The windows that were asked while somebody looked every five seconds. */
async function askedDuring(panelId: string, minutes: number, options: Parameters<typeof ask>[1]) {
  const engine = new QueryEngine(4);
  for (let now = HOUR_START; now < HOUR_START + minutes * MINUTE; now += 5000)
    await first(await ask(panelId, { ...options, now, engine }));
  const asked = upstream.calls.map(({ path, fields }) => ({ range: path.endsWith("query_range"), fields }));
  return { ranges: asked.filter(({ range }) => range), instants: asked.filter(({ range }) => !range) };
}

test("a figure whose range is fine enough is asked once a step, with its range", async () => {
  const { ranges, instants } = await askedDuring("kpi-error-rate", 3, { from: "now-1h", width: 190 });
  expect(instants).toHaveLength(0);
  expect(ranges).toHaveLength(6); // every half minute
  const [whole, ...tails] = ranges.map(({ fields }) => Number(fields.get("end")) - Number(fields.get("start")));
  expect([whole, ...new Set(tails)]).toEqual([3600, 180]);
});

test("a wide range is asked when a step begins and once more when its last point has settled; its figure each half minute", async () => {
  const { ranges, instants } = await askedDuring("kpi-error-rate", 30, { width: 190 });
  const times = (calls: typeof ranges, field: string) => calls.map(({ fields }) => Number(fields.get(field)) * 1000);
  expect(ranges).toHaveLength(6); // three steps of ten minutes
  expect(new Set(times(ranges, "end"))).toEqual(new Set([0, 10, 20].map((minute) => HOUR_START + minute * MINUTE)));
  expect(new Set(times(instants, "time")).size).toBe(instants.length);
  expect(instants).toHaveLength(57); // 60 half minutes less the three in which a step begins
});

test("counts of now are asked once for the same moment, whatever the scrape interval", async () => {
  const { instants } = await askedDuring("system-health-score", 1, { scraped: scrapedByTheMinute });
  const asked = instants.map(({ fields }) => `${fields.get("query")} ${fields.get("time")}`);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toHaveLength(3 * 4); // three figures, each quarter of a minute
});

test("the bar of today is asked anew every five minutes, alone", async () => {
  const { ranges } = await askedDuring("daily-active-conversations", 15, {});
  expect(ranges).toHaveLength(2 * 3);
  expect(new Set(ranges.slice(2).map(({ fields }) => fields.get("start")))).toEqual(
    new Set([String(Date.parse("2026-11-24T00:00:00Z") / 1000)]),
  );
});

test("a bar begins where its day begins, and today is as new as now", async () => {
  const [all] = await targetsOf("daily-active-conversations");
  expect(all?.grid).toEqual({ start: Date.parse("2026-11-10T00:00:00Z"), step: DAY, count: 14 });
  expect(all?.provenance.newestSampleAt).toBe(NOW);
  expect(upstream.calls[0]?.fields.get("end")).toBe(String(Date.parse("2026-11-24T00:00:00Z") / 1000));
});

test("cost per conversation is the newest charges by the month's conversations, as old as the charges", async () => {
  charges = (_, { start, end, step }) =>
    Array.from({ length: (end - start) / step + 1 }, (_, i, at = start + i * step) =>
      at <= Date.parse("2026-11-23T06:00:00Z") ? 1000 : null,
    );
  const [money, conversations, cost] = await targetsOf("cost-per-conversation");
  expect(money).toMatchObject({ grid: { start: Date.parse("2026-11-23T12:00:00Z"), step: 0, count: 1 } });
  expect(money?.frames[0]?.values).toEqual([1000]);
  expect(conversations?.provenance.executedQuery).toBe(`sum(increase(conversations_total[${(22 * 24 + 15) * 3600}s]))`);
  expect(cost?.frames[0]?.values).toEqual([500]);
  expect(cost?.provenance.newestSampleAt).toBe(Date.parse("2026-11-23T06:00:00Z"));
});

test("without charges there is no cost, and with a source that fails there is its reason", async () => {
  charges = () => [null, null];
  const [, , nothing] = await targetsOf("cost-per-conversation");
  expect(nothing?.frames[0]?.values).toEqual([null]);
  charges = () => {
    throw new UpstreamError("upstream_denied", "AWS does not let the portal read this metric.");
  };
  const { targets } = await first(await ask("cost-per-conversation"));
  expect(targets.map(({ status }) => status)).toEqual(["error", "ok", "error"]);
  expect(targets[2]).toMatchObject({ error: { code: "upstream_denied" } });
});

test("blocked requests are per minute whatever the step", async () => {
  charges = (_, { start, end, step }) => Array<number>((end - start) / step + 1).fill((step / 60_000) * 3);
  for (const from of ["now-6h", "now-7d"]) {
    const [target] = await targetsOf("waf-blocked-requests", { board: "security", from });
    expect(new Set(target?.frames[0]?.values)).toEqual(new Set([3]));
    expect(NOW - (target?.provenance.newestSampleAt ?? 0)).toBeLessThan(target?.grid.step ?? 0);
  }
});

test("everybody who asks the same gets the same bytes, compressed once", async () => {
  const engine = new QueryEngine(4);
  const pieces: Uint8Array[] = [];
  for (let viewer = 0; viewer < 4; viewer += 1) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of encodeBatch(await ask("response-time-trends", { engine }), "gzip").chunks)
      chunks.push(chunk);
    pieces.push(chunks[1] as Uint8Array);
  }
  expect(pieces[2]).toBe(pieces[1]); // the very same buffer
  expect(pieces[3]).toBe(pieces[1]);
  expect(upstream.calls).toHaveLength(2);
});
