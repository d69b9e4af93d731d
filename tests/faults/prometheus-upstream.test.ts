import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { UpstreamHttpConfig } from "@/lib/datasources/config";
import { UpstreamError } from "@/lib/datasources/datasource";
import { createPrometheusSource, type PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { freePort } from "@/tests/support/start-prometheus";
import { type RunningUpstream, startUpstream, type UpstreamCall } from "@/tests/support/start-upstream";

const never = new AbortController().signal;
const MINUTE = 60_000;
/** Five points: 0, 60, 120, 180 and 240 s. */
const WINDOW = { start: 0, end: 4 * MINUTE, step: MINUTE };

const open: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await (one.stop ?? one.close)?.();
});

async function upstream(answer: (response: ServerResponse, call: UpstreamCall, index: number) => void) {
  const server = await startUpstream(answer);
  open.push(server);
  return server;
}

function sourceAt(url: string, settings: Partial<UpstreamHttpConfig> = {}, timeoutSeconds = 10): PrometheusSource {
  const source = createPrometheusSource(
    { name: "main", type: "prometheus", headers: {}, scrapeInterval: 15, ...settings, url },
    timeoutSeconds,
  );
  open.push({ close: () => source.close() });
  return source;
}

/** A source whose server always says this. */
async function saying(body: string | Buffer, { status = 200, headers = { "content-type": "application/json" } } = {}) {
  const server = await upstream((response) => {
    response.writeHead(status, headers as Record<string, string>);
    response.end(body);
  });
  return { server, source: sourceAt(server.url) };
}

function matrix(values: unknown, metric: Record<string, string> = {}): string {
  return JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric, values }] } });
}

const captured = (version: string, name: string) =>
  readFileSync(new URL(`../fixtures/captured/prometheus-${version}/${name}.json`, import.meta.url), "utf8");

async function failure(source: PrometheusSource): Promise<UpstreamError> {
  const error: unknown = await source.query("up", WINDOW, never).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  return error as UpstreamError;
}

describe("what the upstream sees", () => {
  test("E10 every query has a time-out and a limit, and is a form sent by POST", async () => {
    const { server, source } = await saying(matrix([]));
    await source.query('up{a="b&c=d"}', WINDOW, never);
    await source.query("up", { ...WINDOW, step: 0 }, never).catch(() => undefined);
    await source.labelValues("job", 'up{a="b"}', never).catch(() => undefined);
    const fields = server.calls.map(({ path, body }) => new URLSearchParams(body || path.replace(/^[^?]*/, "")));
    for (const form of fields) {
      expect(form.get("timeout")).toBe("10000ms");
      expect(Number(form.get("limit"))).toBeGreaterThan(0);
    }
    expect(server.calls[0]).toMatchObject({ method: "POST", path: "/api/v1/query_range" });
    expect(server.calls[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(fields[0]?.get("query")).toBe('up{a="b&c=d"}');
    expect([fields[0]?.get("start"), fields[0]?.get("end"), fields[0]?.get("step")]).toEqual(["0", "240", "60"]);
  });

  test("E11 only the closed set of paths, by GET and POST", async () => {
    const { server, source } = await saying("{}");
    const all = [
      source.query("up", WINDOW, never),
      source.query("up", { ...WINDOW, step: 0 }, never),
      source.labelValues("job", "up", never),
      source.ready(never),
      source.version(never),
      source.rules(never),
      source.targets(never),
    ];
    await Promise.allSettled(all);
    expect(server.calls.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`).sort()).toEqual([
      "GET /-/ready",
      "GET /api/v1/label/job/values",
      "GET /api/v1/rules",
      "GET /api/v1/status/buildinfo",
      "GET /api/v1/targets",
      "POST /api/v1/query",
      "POST /api/v1/query_range",
    ]);
    await expect(source.labelValues("a/../../../-/quit", "up", never)).rejects.toBeInstanceOf(UpstreamError);
    expect(server.calls).toHaveLength(all.length);
  });

  test("credentials, tenant header and path prefix are sent; nothing else is", async () => {
    const server = await upstream((response) => response.end());
    const headers = { "X-Scope-OrgID": "medinovai" };
    const auth = { type: "basic" as const, username: "u", password: () => "p:w" };
    await failure(sourceAt(`${server.url}/prometheus/`, { headers, auth }));
    await failure(sourceAt(server.url, { auth: { type: "bearer", token: () => "t0ken" } }));
    expect(server.calls.map((call) => call.path)).toEqual(["/prometheus/api/v1/query_range", "/api/v1/query_range"]);
    expect(server.calls[0]?.headers.authorization).toBe(`Basic ${Buffer.from("u:p:w").toString("base64")}`);
    expect(server.calls[1]?.headers.authorization).toBe("Bearer t0ken");
    expect(Object.keys(server.calls[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "authorization",
      "connection",
      "content-length",
      "content-type",
      "host",
      "x-scope-orgid",
    ]);
  });
});

describe("E12 answers that are no good", () => {
  test.each([
    ["HTML with 200", "<html>login</html>", { headers: { "content-type": "text/html" } }],
    ["JSON under a wrong type", matrix([]), { headers: { "content-type": "text/plain" } }],
    ["no content type", matrix([]), { headers: {} }],
    ["truncated JSON", matrix([[0, "1"]]).slice(0, -9), {}],
    ["success without data", '{"status":"success"}', {}],
    ["null data", '{"status":"success","data":null}', {}],
    ["an empty body", "", {}],
    ["JSON null", "null", {}],
    ["an unknown result type", '{"status":"success","data":{"resultType":"cube","result":[]}}', {}],
    ["a vector where a range was asked", captured("2.42", "query-vector"), {}],
    ["samples that are no pairs", matrix([[0]]), {}],
    ["samples that are null", matrix([null]), {}],
    ["values that are numbers", matrix([[0, 1]]), {}],
    [
      "an infinite number",
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[0,1e400]]}]}}',
      {},
    ],
    ["times that are text", matrix([["0", "1"]]), {}],
    [
      "labels that are objects",
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":{}},"values":[]}]}}',
      {},
    ],
    ["a wrong encoding", matrix([]), { headers: { "content-type": "application/json", "content-encoding": "zstd" } }],
    [
      "a body that is not the gzip it says",
      matrix([]),
      { headers: { "content-type": "application/json", "content-encoding": "gzip" } },
    ],
    [
      "a gzip that is cut off",
      gzipSync(matrix([])).subarray(0, 30),
      { headers: { "content-type": "application/json", "content-encoding": "gzip" } },
    ],
  ])("%s", async (_name, body, reply) => {
    const { source } = await saying(body, reply as Parameters<typeof saying>[1]);
    expect((await failure(source)).code).toBe("upstream_invalid");
  });

  test("NaN, infinities, 1e400 and empty text are gaps with a notice, never zero", async () => {
    const { source } = await saying(
      matrix([
        [0, "NaN"],
        [60, "+Inf"],
        [120, "1e400"],
        [180, ""],
        [240, "0"],
      ]),
    );
    const answer = await source.query("up", WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([null, null, null, null, 0]);
    expect(answer.notices).toEqual([{ severity: "info", text: expect.stringContaining("4 samples") }]);
  });

  test("unsorted times land in their places; a time with two values is a gap; times off the grid are left out", async () => {
    const { source } = await saying(
      matrix([
        [180, "3"],
        [0, "0"],
        [60, "1"],
        [60, "9"],
        [90, "5"],
        [9999, "5"],
        [180, "3"],
      ]),
    );
    const answer = await source.query("up", WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([0, null, null, 3, null]);
    expect(answer.partial).toBe(true);
    expect(answer.notices.map((notice) => notice.severity)).toEqual(["warning", "warning"]);
  });

  test("G08 labels named __proto__ and constructor are data", async () => {
    const { source } = await saying(
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__proto__":"x","constructor":"y"},"values":[[0,"1"]]}]}}',
    );
    const answer = await source.query("up", WINDOW, never);
    expect(Object.getOwnPropertyDescriptor(answer.frames[0]?.labels, "constructor")?.value).toBe("y");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

test("E13 warnings make an answer partial, infos do not; both are shown without addresses", async () => {
  const body = (extra: object) =>
    JSON.stringify({ status: "success", data: { resultType: "matrix", result: [] }, ...extra });
  const warned = await saying(body({ warnings: ["store 10.1.2.3:10901 at http://thanos.internal/x failed"] }));
  expect(await warned.source.query("up", WINDOW, never)).toMatchObject({
    partial: true,
    notices: [{ severity: "warning", text: "store [address] at [address] failed" }],
  });
  const told = await saying(body({ infos: ["PromQL info: metric might not be a counter"] }));
  expect(await told.source.query("up", WINDOW, never)).toMatchObject({
    partial: false,
    notices: [{ severity: "info" }],
  });
});

test("E13 errors of rules and targets are told without addresses, secrets and persons", async () => {
  const rule = { type: "alerting", name: "Burns", query: "burns", health: "err" };
  const lastError = 'duplicate series at http://10.1.2.3/x: {owner="jane.doe@example.com"}, Bearer abc.def-ghi';
  const target = { labels: { instance: "10.1.2.3:9100" }, health: "down", lastScrape: "", lastError };
  const data = {
    groups: [{ name: "g", interval: 1, rules: [{ ...rule, lastError }, rule] }],
    activeTargets: [target],
  };
  const { source } = await saying(JSON.stringify({ status: "success", data }));
  const words = /^duplicate series at \[address\] \{owner="‹EMAIL:\S+›"\}, Bearer \[removed\]$/;
  const rules = (await source.rules(never)).flatMap((group) => group.rules);
  expect(rules[0]).toMatchObject({ name: "Burns", lastError: expect.stringMatching(words) });
  expect(rules[1]?.lastError).toBeUndefined();
  expect(await source.targets(never)).toMatchObject([
    { labels: target.labels, health: "down", lastError: expect.stringMatching(words) },
  ]);
});

test.each([301, 302, 307, 308])("E14 F04 a redirect (%d) is an error and is not followed", async (status) => {
  const metadata = await upstream((response) => response.end("secret"));
  const server = await upstream((response) => {
    response.writeHead(status, { location: `${metadata.url}/latest/meta-data/` });
    response.end();
  });
  expect((await failure(sourceAt(server.url))).code).toBe("upstream_error");
  expect(server.calls).toHaveLength(1);
  expect(metadata.calls).toHaveLength(0);
});

describe("E15 size", () => {
  const MEBIBYTE = 1024 * 1024;

  test("a gzip bomb is stopped while it inflates", async () => {
    const zeros = Buffer.alloc(MEBIBYTE, 0x20);
    let left = 2_048;
    let sent = 0;
    const server = await upstream((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      const bomb = new Readable({
        read() {
          this.push(left-- > 0 ? zeros : null);
        },
      });
      const packed = bomb.pipe(createGzip({ level: 1 }));
      packed.on("data", (chunk: Buffer) => {
        sent += chunk.length;
      });
      packed.pipe(response);
      response.on("close", () => bomb.destroy());
    });
    const before = process.memoryUsage().rss;
    expect((await failure(sourceAt(server.url))).code).toBe("limit");
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEBIBYTE);
    await vi.waitFor(() => expect(server.calls[0]?.closed).toBe(true));
    expect(left).toBeGreaterThan(1_000);
    expect(sent).toBeLessThan(8 * MEBIBYTE);
  });

  test("an endless plain body is cut at 8 MiB", async () => {
    const server = await upstream((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(256 * 1024, 0x20);
        })(),
      ).pipe(response);
    });
    expect((await failure(sourceAt(server.url))).code).toBe("limit");
    await vi.waitFor(() => expect(server.calls[0]?.closed).toBe(true));
  });
});

describe("E16 time", () => {
  test("a byte a second ends at the total deadline", async () => {
    const server = await upstream((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(drip));
    });
    const started = performance.now();
    const error = await failure(sourceAt(server.url, {}, 0.7));
    expect(error).toMatchObject({ code: "upstream_timeout", message: "No complete answer within 0.7 s." });
    expect(performance.now() - started).toBeLessThan(1_500);
    await vi.waitFor(() => expect(server.calls[0]?.closed).toBe(true));
  });

  test("silence ends there too", async () => {
    const server = await upstream(() => undefined);
    expect((await failure(sourceAt(server.url, {}, 0.5))).code).toBe("upstream_timeout");
  });

  test("E18 an abort closes the upstream connection at once", async () => {
    const server = await upstream(() => undefined);
    const abort = new AbortController();
    const running = sourceAt(server.url).query("up", WINDOW, abort.signal);
    await vi.waitFor(() => expect(server.calls).toHaveLength(1));
    abort.abort(new Error("left"));
    await expect(running).rejects.toThrow("left");
    await vi.waitFor(() => expect(server.calls[0]?.closed).toBe(true), { timeout: 1_000 });
  });
});

describe("no connection", () => {
  test("refused, with no address in the message", async () => {
    const port = await freePort();
    const error = await failure(sourceAt(`http://127.0.0.1:${port}`));
    expect(error.code).toBe("upstream_unreachable");
    expect(error.message).not.toMatch(/127|\d{4}/);
  });

  test("a name that does not resolve", async () => {
    const error = await failure(sourceAt("http://prometheus.invalid:9090"));
    expect(error.code).toBe("upstream_unreachable");
    expect(error.message).not.toContain("invalid:");
  });

  test("reset before and in the middle of the answer", async () => {
    const early = await upstream((response) => response.socket?.resetAndDestroy());
    expect((await failure(sourceAt(early.url))).code).toBe("upstream_unreachable");
    const late = await upstream((response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"status":');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    });
    expect((await failure(sourceAt(late.url))).code).toBe("upstream_unreachable");
  });

  test("what speaks no HTTP", async () => {
    const server = await upstream((response) => response.socket?.end("SSH-2.0-OpenSSH\r\n"));
    expect((await failure(sourceAt(server.url))).code).toBe("upstream_invalid");
  });

  test("health says so instead of throwing, and recovers", async () => {
    let up = false;
    const server = await upstream((response, { path }) => {
      if (!up) {
        response.writeHead(503, { "content-type": "text/plain" });
        return response.end("Service Unavailable");
      }
      response.setHeader("content-type", path === "/-/ready" ? "text/plain" : "application/json");
      response.end(path === "/-/ready" ? "Ready" : '{"status":"success","data":{"version":"2.42.0"}}');
    });
    const source = sourceAt(server.url);
    await expect(source.ready(never)).rejects.toThrow("Service Unavailable");
    up = true;
    await source.ready(never);
    expect(await source.version(never)).toBe("2.42.0");
  });
});

describe("refusals keep the upstream's own words", () => {
  test.each([
    ["2.42", "err-bad_data", 400, "upstream_error", 'invalid parameter "query": 1:13: parse error: unexpected <by>'],
    ["2.42", "err-422-dup", 422, "upstream_error", "vector cannot contain metrics with the same labelset"],
    [
      "2.42",
      "err-max-samples",
      422,
      "limit",
      "query processing would load too many samples into memory in query execution",
    ],
    ["2.42", "err-11000", 400, "limit", "exceeded maximum resolution of 11,000 points per timeseries"],
    ["2.42", "err-timeout", 503, "upstream_timeout", "query timed out in expression evaluation"],
    ["3.5", "err-timeout", 422, "upstream_timeout", "expanding series: context deadline exceeded"],
  ])("%s %s", async (version, name, status, code, message) => {
    const { source } = await saying(captured(version, name), { status });
    expect(await failure(source)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test.each([
    [503, "upstream_unreachable", "err-503-starting", "Service Unavailable"],
    [404, "upstream_error", "err-404", "404 page not found"],
  ])("plain text %d", async (status, code, name, message) => {
    const { source } = await saying(captured("2.42", name), {
      status,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
    expect(await failure(source)).toMatchObject({ code, message });
  });

  test("a proxy's HTML page is not shown; 401 is a denial; 429 a limit", async () => {
    const html = { headers: { "content-type": "text/html" } };
    const bad = await failure((await saying("<b>nginx</b>", { status: 502, ...html })).source);
    expect(bad).toMatchObject({ code: "upstream_unreachable", message: "It answered HTTP 502 without saying why." });
    expect((await failure((await saying("", { status: 401, ...html })).source)).code).toBe("upstream_denied");
    expect((await failure((await saying("", { status: 429, ...html })).source)).code).toBe("limit");
  });

  test("addresses and the portal's own token never come back", async () => {
    const token = "s3cr3t-token-value-of-the-portal";
    const words = `Get "http://10.2.3.4:9090/x": lookup prom.monitoring.svc.cluster.local on [fd00::1]:53: bearer ${token} no`;
    const body = JSON.stringify({ status: "error", errorType: "internal", error: words });
    const server: RunningUpstream = await upstream((response) => {
      response.writeHead(500, { "content-type": "application/json" });
      response.end(body);
    });
    const { message } = await failure(sourceAt(server.url, { auth: { type: "bearer", token: () => token } }));
    for (const hidden of ["10.2.3.4", "9090", "svc", "fd00", token]) expect(message).not.toContain(hidden);
    expect(message).toContain("lookup");
  });
});
