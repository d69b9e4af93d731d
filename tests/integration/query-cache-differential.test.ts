import { afterAll, beforeAll, expect, test } from "vitest";
import type { PrometheusDatasource, QueryWindow } from "@/lib/datasources/datasource";
import { createPrometheusSource } from "@/lib/datasources/prometheus/adapter";
import type { Answer } from "@/lib/query/answer";
import { isCacheable } from "@/lib/query/cacheable";
import { QueryEngine } from "@/lib/query/query-engine";
import { seriesKey } from "@/lib/query/series-key";
import { alignWindow } from "@/lib/time/step";
import { remoteWrite, type WrittenSeries } from "../support/remote-write";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";

const MINUTE = 60_000;
const SCRAPE = 15_000;
const LENGTH = 150 * MINUTE;
const END = Math.floor(Date.now() / MINUTE) * MINUTE;
const START = END - LENGTH;
const MUTABLE = 3 * MINUTE;

const SHAPES: Record<string, string> = {
  "sum of rates": "sum by (code) (rate(requests_total[1m]))",
  "histogram quantile": "histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[2m])))",
  topk: "topk(2, sum by (instance) (rate(requests_total[1m])))",
  subquery: "max_over_time(sum(rate(requests_total[1m]))[10m:1m])",
  offset: "sum(rate(requests_total[1m])) / sum(rate(requests_total[1m] offset 20m))",
  sparse: "up == 0",
  absent: 'absent(up{instance="b"} == 1)',
  gauge: "temperature",
  increase: "sum(increase(requests_total[5m]))",
  "appears and ends": "flapping",
  "ratio with zeros": "sum by (code) (rate(requests_total[1m])) / on () group_left sum(rate(idle_total[1m]))",
  "at the end (never joined)": "requests_total @ end()",
  "before the end (never joined)": "sum(requests_total offset -2m)",
};

/** Window length, step, and how far `now` moves between refreshes. */
const WINDOWS = [
  { length: 15 * MINUTE, step: SCRAPE, advance: SCRAPE },
  { length: 60 * MINUTE, step: MINUTE, advance: 2 * MINUTE },
  { length: 45 * MINUTE, step: 5 * MINUTE, advance: 7 * MINUTE },
];
const REFRESHES = 8;

let server: RunningPrometheus;
let source: PrometheusDatasource & { close(): Promise<void> };

beforeAll(async () => {
  server = await startPrometheus();
  await remoteWrite(server.url, history());
  source = createPrometheusSource(
    { type: "prometheus", name: "test", url: server.url, headers: {}, scrapeInterval: SCRAPE / 1000 },
    10,
  );
});

afterAll(async () => {
  await source?.close();
  await server?.stop();
});

test.each(Object.entries(SHAPES))("cached answers equal fresh ones: %s", async (_, expr) => {
  const signal = new AbortController().signal;
  for (const { length, step, advance } of WINDOWS) {
    const engine = new QueryEngine(4);
    let asked = 0;
    for (let refresh = 0; refresh < REFRESHES; refresh += 1) {
      const now = START + 80 * MINUTE + refresh * advance;
      // The third look goes back in time, the fifth is a wider one: head and tail are missing.
      const back = refresh === 2 ? 25 * MINUTE : 0;
      const wider = refresh === 4 ? 10 * MINUTE : 0;
      const window = alignWindow(now - length - back - wider, now - back, step);
      const { answer } = await engine.query(
        {
          datasource: "test",
          key: expr,
          cacheable: isCacheable(expr),
          mutableMs: MUTABLE,
          freshMs: SCRAPE,
          fetch: (part, abort) => {
            asked += (part.end - part.start) / part.step + 1;
            return source.query(expr, part, abort);
          },
        },
        window,
        now,
        signal,
      );
      expect(pointsOf(answer)).toEqual(await freshPoints(expr, window, signal));
    }
    const whole = REFRESHES * (length / step + 1);
    if (isCacheable(expr)) expect(asked, "asks for less than everything").toBeLessThan(0.8 * whole);
  }
});

async function freshPoints(
  expr: string,
  window: QueryWindow,
  signal: AbortSignal,
): Promise<Record<string, (number | null)[]>> {
  const { frames } = await source.query(expr, window, signal);
  const kept = frames.filter(({ values }) => values.some((value) => value !== null));
  return Object.fromEntries(kept.map(({ labels, values }) => [seriesKey(labels), values]));
}

function pointsOf({ series }: Answer): Record<string, (number | null)[]> {
  return Object.fromEntries(
    series
      .filter(({ values }) => values.some((value) => !Number.isNaN(value)))
      .map(({ labels, values }) => [
        seriesKey(labels),
        Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
      ]),
  );
}

function history(): WrittenSeries[] {
  const series: WrittenSeries[] = [];
  for (const [size, instance] of ["a", "b", "c"].entries()) {
    for (const code of ["200", "500"])
      series.push(counter({ __name__: "requests_total", instance, code }, code === "200" ? 40 + 9 * size : 1));
    for (const [index, le] of ["0.1", "0.5", "2", "+Inf"].entries())
      series.push(counter({ __name__: "latency_seconds_bucket", instance, le }, 10 * (index + 1)));
    series.push(
      gauge({ __name__: "temperature", instance }, (i) => 20 + Math.sin(i / 40 + instance.charCodeAt(0)) * 5),
    );
    series.push(gauge({ __name__: "up", instance }, (i) => (instance === "b" && i % 97 < 5 ? 0 : 1)));
  }
  series.push(gauge({ __name__: "idle_total" }, (i) => (i > 320 && i < 420 ? 100 : i)));
  // Comes and goes for longer than the five minutes Prometheus looks back.
  series.push(gauge({ __name__: "flapping", part: "x" }, (i) => (i % 120 < 40 ? i : undefined)));
  series.push(gauge({ __name__: "flapping", part: "y" }, (i) => (i > 400 ? 1 : undefined)));
  return series;
}

function counter(labels: Record<string, string>, perScrape: number): WrittenSeries {
  let total = 0;
  return gauge(labels, (i) => {
    total = i % 211 === 210 ? 0 : total + Math.floor(perScrape * (1.2 + Math.sin(i / 30)) + (i % 7)); // restarts now and then
    return total;
  });
}

function gauge(labels: Record<string, string>, value: (index: number) => number | undefined): WrittenSeries {
  const samples: [number, number][] = [];
  for (let index = 0; START + index * SCRAPE <= END; index += 1) {
    const sample = value(index);
    if (sample !== undefined) samples.push([START + index * SCRAPE + 3_217, sample]); // scrapes fall between the steps
  }
  return { labels, samples };
}
