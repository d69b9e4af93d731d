import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createPrometheusSource, type PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { lastValue } from "@/lib/frames/last-value";
import { type RunningExporter, startExporter } from "@/tests/support/start-exporter";
import { type RunningPrometheus, startPrometheus } from "@/tests/support/start-prometheus";

const never = new AbortController().signal;
const TEXT = `# TYPE demo_up gauge
demo_up{shop="one",quote="a\\"b\\\\c"} 1
demo_up{shop="two"} 2
# TYPE demo_total counter
demo_total 40
# TYPE demo_many gauge
${Array.from({ length: 600 }, (_, i) => `demo_many{i="${i}"} ${i}`).join("\n")}
`;

let exporter: RunningExporter;
let prometheus: RunningPrometheus;
let source: PrometheusSource;

function sourceAt(url: string, timeoutSeconds = 10): PrometheusSource {
  return createPrometheusSource({ name: "p", type: "prometheus", url, headers: {}, scrapeInterval: 1 }, timeoutSeconds);
}

/** The last 20 s at 1 s, aligned. */
function recent() {
  const end = Math.floor(Date.now() / 1000) * 1000;
  return { start: end - 20_000, end, step: 1000 };
}

beforeAll(async () => {
  exporter = await startExporter(() => TEXT);
  prometheus = await startPrometheus({
    config: `global: { scrape_interval: 1s }
rule_files: []
scrape_configs:
  - job_name: demo
    static_configs: [{ targets: ["${exporter.address}"] }]
`,
  });
  source = sourceAt(prometheus.url);
  await vi.waitFor(
    async () => expect((await source.query("demo_up", { ...recent(), step: 0 }, never)).frames).toHaveLength(2),
    { timeout: 20_000, interval: 200 },
  );
});

afterAll(async () => {
  await source?.close();
  await prometheus?.stop();
  await exporter?.stop();
});

describe("a real Prometheus", () => {
  test("a range comes as frames on the asked grid, gaps before the first scrape", async () => {
    const window = { ...recent(), start: recent().end - 3_600_000 };
    const answer = await source.query("demo_up", window, never);
    expect(answer.grid).toEqual({ start: window.start, step: 1000, count: (window.end - window.start) / 1000 + 1 });
    expect(answer.partial).toBe(false);
    const one = answer.frames.find((frame) => frame.labels.shop === "one");
    expect(one?.values).toHaveLength(answer.grid.count);
    expect(one?.values[0]).toBeNull();
    expect(one && lastValue(one, answer.grid)?.value).toBe(1);
    expect(one?.labels.quote).toBe('a"b\\c');
  });

  test("an instant is one point at the asked time", async () => {
    const end = Date.now();
    const answer = await source.query("sum(demo_up)", { start: end, end, step: 0 }, never);
    expect(answer.grid).toEqual({ start: end, step: 0, count: 1 });
    expect(answer.frames).toEqual([{ name: "", labels: {}, values: [3] }]);
  });

  test("a scalar and a text answer", async () => {
    const now = { start: 0, end: Date.now(), step: 0 };
    expect((await source.query("scalar(vector(7))", now, never)).frames[0]?.values).toEqual([7]);
    const text = await source.query('"hello"', now, never);
    expect(text.frames).toEqual([]);
    expect(text.notices[0]?.text).toContain("hello");
  });

  test("E21 nothing found is an empty answer, not an error and not a zero", async () => {
    const answer = await source.query("no_such_metric", recent(), never);
    expect(answer).toMatchObject({ frames: [], notices: [], partial: false });
  });

  test("NaN and infinities are gaps with a notice, never zero", async () => {
    const answer = await source.query("demo_up / 0 or vector(NaN)", { ...recent(), step: 0 }, never);
    expect(answer.frames.flatMap((frame) => frame.values)).toEqual([null, null, null]);
    expect(answer.notices).toEqual([{ severity: "info", text: expect.stringContaining("3 samples") }]);
  });

  test("a wrong expression gives the upstream's own words", async () => {
    await expect(source.query("sum(", recent(), never)).rejects.toMatchObject({
      code: "upstream_error",
      message: expect.stringContaining("parse error: unclosed left parenthesis"),
    });
    const many = "demo_up * on () group_left () demo_up";
    await expect(source.query(many, recent(), never)).rejects.toMatchObject({
      code: "upstream_error",
      message: expect.stringContaining("many-to-many"),
    });
  });

  test("more points than Prometheus allows is a limit", async () => {
    const end = recent().end;
    await expect(source.query("demo_up", { start: end - 12_000_000, end, step: 1000 }, never)).rejects.toMatchObject({
      code: "limit",
    });
  });

  test("more than 500 series: the first 500, marked partial", async () => {
    const answer = await source.query("demo_many", { ...recent(), step: 0 }, never);
    expect(answer.frames).toHaveLength(500);
    expect(answer.partial).toBe(true);
    expect(answer.notices.some((notice) => notice.severity === "warning")).toBe(true);
  });

  test("label values of a selector", async () => {
    expect(await source.labelValues("shop", '{__name__="demo_up"}', never)).toEqual(["one", "two"]);
    await expect(source.labelValues("../../admin", "up", never)).rejects.toMatchObject({ code: "upstream_error" });
  });

  test("health, targets and rules", async () => {
    await source.ready(never);
    expect(await source.version(never)).toMatch(/^\d+\.\d+/);
    expect((await source.targets(never)).map((target) => target.health)).toEqual(["up"]);
    expect(await source.rules(never)).toEqual([]);
  });

  test("an abort rejects with the caller's own reason", async () => {
    const abort = new AbortController();
    const running = source.query("demo_up", recent(), abort.signal);
    abort.abort(new Error("the reader left"));
    await expect(running).rejects.toThrow("the reader left");
  });
});
