import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/dashboards/[dashboardId]/query/route";
import { GET as getBoard } from "@/app/api/dashboards/[dashboardId]/route";
import { GET as listBoards } from "@/app/api/dashboards/route";
import type { Role } from "@/lib/auth/permissions";
import { type PanelResult, panelResultSchema } from "@/lib/dashboards/panel-result";
import { queryPanels } from "@/lib/dashboards/query-panels";
import { restoreContentEncoding } from "@/lib/http/restore-content-encoding";
import { QueryEngine } from "@/lib/query/query-engine";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { matrix, ScriptedPrometheus, vector } from "../support/scripted-prometheus";

const PER_MINUTE = 30;
const CONCURRENCY = 2;

const upstream = new ScriptedPrometheus();
const directory = mkdtempSync(path.join(tmpdir(), "query-gateway-"));
let database: ScratchDatabase;

beforeAll(async () => {
  restoreContentEncoding();
  const file = path.join(directory, "datasources.yaml");
  const url = await upstream.listen();
  writeFileSync(
    file,
    `datasources:\n  - name: prometheus\n    type: prometheus\n    url: ${url}\n    scrapeInterval: 15s\n`,
  );
  process.env.DATASOURCES_FILE = file;
  process.env.QUERY_PER_MINUTE = String(PER_MINUTE);
  process.env.QUERY_CONCURRENCY = String(CONCURRENCY);
  database = await openScratchDatabase();
});

afterAll(async () => {
  await upstream.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

beforeEach(() => {
  upstream.forget();
  upstream.labelValues = [];
  upstream.script = (call) =>
    call.path.endsWith("query_range")
      ? matrix(call, [{ metric: {}, value: () => "1" }])
      : vector(call, [{ metric: {}, value: "1" }]);
});

interface Asking {
  board?: string;
  role?: Role;
  cookie?: string;
  search?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function post(
  body: unknown,
  { board = "security", role = "security", ...asking }: Asking = {},
): Promise<Response> {
  const cookie = asking.cookie ?? (await signInAs(role)).cookie;
  const address = `/api/dashboards/${board}/query${asking.search ?? ""}`;
  const request = browserRequest(address, { method: "POST", cookie, json: body, headers: asking.headers });
  const cancellable = asking.signal ? new Request(request, { signal: asking.signal }) : request;
  return POST(cancellable, routeParams({ dashboardId: board }));
}

async function linesOf(response: Response): Promise<PanelResult[]> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = response.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => panelResultSchema.parse(JSON.parse(line)));
}

/** Each question looks at other hours: what one test was told is in the cache of the next. */
let hour = 0;
function body(panels: string | string[], changes: Record<string, unknown> = {}) {
  hour += 4;
  return {
    panels: [panels].flat().map((id) => ({ id, width: 600 })),
    from: `now-${hour + 3}h`,
    to: `now-${hour}h`,
    ...changes,
  };
}

async function problemOf(response: Response): Promise<{ status: number; error: string; detail: string }> {
  return (await response.json()) as { status: number; error: string; detail: string };
}

const frameOf = (result: PanelResult | undefined) => {
  const [target] = result?.targets ?? [];
  return target?.status === "ok" ? target.frames[0] : undefined;
};

describe("what may be asked", () => {
  test("E01 an unknown panel or board is not found, and nothing is asked", async () => {
    for (const [panel, board] of [
      ["nonsense", "security"],
      ["__proto__", "security"],
      ["pod-status", "security"], // of another board
      ["kpi-error-rate", "security"], // the strip is the executive board's
      ["audit-log-volume", "nonsense"],
      ["audit-log-volume", "__proto__"],
    ] as const)
      expect((await post(body(panel), { board })).status, `${board}/${panel}`).toBe(404);
    expect(upstream.calls).toHaveLength(0);
  });

  test("B02 another role's board is refused and the refusal is in the ledger", async () => {
    const since = await ledgerSize();
    expect((await post(body("audit-log-volume"), { role: "product" })).status).toBe(403);
    expect((await auditTrail(since)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ["AUTHZ_DENIED", "denied"],
    ]);
    expect(upstream.calls).toHaveLength(0);
    const { cookie } = await signInAs("product");
    const list = await listBoards(browserRequest("/api/dashboards", { cookie }), routeParams());
    expect(((await list.json()) as { id: string }[]).map(({ id }) => id)).toEqual(["business"]);
    const board = await getBoard(
      browserRequest("/api/dashboards/security", { cookie }),
      routeParams({ dashboardId: "security" }),
    );
    expect(board.status).toBe(403);
  });

  test("a board's definition holds no query text", async () => {
    const { cookie } = await signInAs("on_call");
    const response = await getBoard(
      browserRequest("/api/dashboards/operations", { cookie }),
      routeParams({ dashboardId: "operations" }),
    );
    const text = await response.text();
    expect(text).toContain("Pod Status");
    expect(text).not.toMatch(/"expr"|"selector"|sum by/);
  });

  test("E02 query text from the browser is refused and written to the ledger", async () => {
    for (const extra of [
      { query: "up" },
      { expr: "up" },
      { panels: [{ id: "audit-log-volume", width: 600, expr: "up" }] },
      { panels: [{ id: "audit-log-volume", width: 600, targets: [{ Query: "up" }] }] },
    ]) {
      const since = await ledgerSize();
      expect((await post(body("audit-log-volume", extra))).status).toBe(400);
      expect((await auditTrail(since)).map(({ action }) => action)).toEqual(["RAW_QUERY_REFUSED"]);
    }
    expect(upstream.calls).toHaveLength(0);
  });

  test("E03 a variable value is escaped: upstream receives one matcher", async () => {
    const hostile = 'x"} or up{a="';
    upstream.labelValues = ["pod-1", hostile];
    const response = await post(body("resource-usage", { variables: { pod: hostile } }), {
      board: "operations",
      role: "on_call",
    });
    expect(response.status).toBe(200);
    await linesOf(response);
    const [query = ""] = upstream.queries;
    const strings = query.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(strings).toContain(String.raw`"x\"\\} or up\\{a=\""`);
    expect(query.replace(/"(?:[^"\\]|\\.)*"/g, '""')).not.toContain("up{");
  });

  test("E04 odd variable values are refused before anything is asked", async () => {
    upstream.labelValues = ["pod-1"];
    for (const pod of ["a\nb", "a\u0000b", "\\", "🙂", "x".repeat(10_240), "pod-2", "pod-1 "]) {
      const response = await post(body("resource-usage", { variables: { pod } }), {
        board: "operations",
        role: "on_call",
      });
      expect(response.status, JSON.stringify(pod.slice(0, 10))).toBe(400);
    }
    const undeclared = await post(body("resource-usage", { variables: { __proto__2: "x" } }), {
      board: "operations",
      role: "on_call",
    });
    expect(undeclared.status).toBe(400);
    expect(upstream.queries).toHaveLength(0);
  });

  test("E05 one source per parameter: nothing is read from the address", async () => {
    for (const search of ["?from=now-1h", "?from=now-1h&from=now-2h", "?query=up", "?panels=x"])
      expect((await post(body("audit-log-volume"), { search })).status, search).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });

  test.each([
    ["now", "now-1h"],
    ["NaN", "now"],
    ["-Infinity", "Infinity"],
    ["1e309", "now"],
    ["-1", "now"],
    ["now-1h", "9999-01-01T00:00:00Z"],
    ["now+1h", "now+2h"],
    ["now-1h/x", "now"],
  ])("E06 the range %s to %s is refused", async (from, to) => {
    expect((await post(body("audit-log-volume", { from, to }))).status).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });

  test("E06 a step is not for the browser to choose, nor a width without sense", async () => {
    for (const panel of [
      { id: "audit-log-volume", width: 600, step: 0 },
      { id: "audit-log-volume", width: 0 },
      { id: "audit-log-volume", width: 1e9 },
    ])
      expect((await post(body("audit-log-volume", { panels: [panel] }))).status).toBe(400);
  });

  test("E07 a long range gets a wider step, never more points than Prometheus answers", async () => {
    const panels = [{ id: "audit-log-volume", width: 4000 }];
    await linesOf(await post(body("audit-log-volume", { panels, from: "now-399d", to: "now" })));
    const [{ fields }] = upstream.calls as [(typeof upstream.calls)[0]];
    const points = (Number(fields.get("end")) - Number(fields.get("start"))) / Number(fields.get("step"));
    expect(points).toBeGreaterThan(100);
    expect(points).toBeLessThanOrEqual(1000);
    expect(fields.get("query")).toMatch(/rate\(audit_events_total\{job="medinovai-backend"\}\[\d+s\]\)/);
  });

  test("E08 a range of ten years is refused", async () => {
    expect((await post(body("audit-log-volume", { from: "now-10y", to: "now" }))).status).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });
});

describe("how much may be asked", () => {
  test("E17 the 31st query in a minute is refused with the time to wait; other people are not affected", async () => {
    const { cookie } = await signInAs("security");
    for (let batch = 0; batch < PER_MINUTE / 3; batch += 1) {
      const asked = await post(body(["audit-log-volume", "authentication-events", "ssl-certificate-expiry"]), {
        cookie,
      });
      expect(asked.status).toBe(200);
      await asked.arrayBuffer();
    }
    const refused = await post(body("audit-log-volume"), { cookie });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await problemOf(refused)).error).toBe("rate_limited");
    const other = await post(body("audit-log-volume"));
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  test("E17 the third concurrent query waits its turn", async () => {
    upstream.script = async (call) => {
      await sleep(50);
      return call.path.endsWith("query_range") ? matrix(call, []) : vector(call, []);
    };
    const response = await post(body(["audit-log-volume", "authentication-events", "ssl-certificate-expiry"]));
    expect(await linesOf(response)).toHaveLength(3);
    expect(upstream.calls).toHaveLength(4);
    expect(upstream.mostInFlight).toBe(CONCURRENCY);
  });

  test("E18 a browser that leaves takes its query with it within a second", async () => {
    upstream.script = () => sleep(5_000);
    for (const how of ["request", "stream"] as const) {
      upstream.forget();
      const leaving = new AbortController();
      const response = await post(body("audit-log-volume"), {
        signal: leaving.signal,
        headers: { "accept-encoding": "gzip" },
      });
      const reading = (response.body as ReadableStream<Uint8Array>).getReader();
      reading.read().catch(() => {});
      while (upstream.calls.length === 0) await sleep(5);
      const left = Date.now();
      if (how === "request") leaving.abort();
      else await reading.cancel();
      while (upstream.inFlight > 0) await sleep(5);
      expect((upstream.calls[0]?.abandonedAt ?? Number.POSITIVE_INFINITY) - left).toBeLessThan(1_000);
    }
  });

  test("E18 the query goes on for those who stay", async () => {
    upstream.script = async (call) => {
      await sleep(200);
      return matrix(call, [{ metric: {}, value: () => "7" }]);
    };
    const asked = body("audit-log-volume");
    const leaving = new AbortController();
    const [left, stayed] = await Promise.all([post(asked, { signal: leaving.signal }), post(asked)]);
    void left.arrayBuffer().catch(() => {});
    leaving.abort();
    expect(frameOf((await linesOf(stayed))[0])?.values[0]).toBe(7);
    expect(upstream.calls).toHaveLength(1);
    expect(upstream.calls[0]?.abandonedAt).toBeUndefined();
  });

  test("E19 twenty people who look at the same panel ask upstream once", async () => {
    const asked = body("audit-log-volume");
    const answers = await Promise.all(Array.from({ length: 20 }, async () => linesOf(await post(asked))));
    expect(upstream.calls).toHaveLength(1);
    expect(new Set(answers.map((lines) => JSON.stringify(frameOf(lines[0])))).size).toBe(1);
    await linesOf(await post(asked));
    expect(upstream.calls).toHaveLength(1);
  });

  test("E19 an error is told to all who ask at once, and asked again after five seconds", async () => {
    upstream.script = (_, response) =>
      response.writeHead(422, { "content-type": "application/json" }).end(
        JSON.stringify({
          status: "error",
          errorType: "execution",
          error: "many-to-many matching not allowed",
        }),
      );
    const engine = new QueryEngine(2);
    const now = Date.now();
    const ask = async (after: number) => {
      const query = {
        panels: [{ id: "audit-log-volume", width: 600 }],
        from: String(now - 9e6),
        to: String(now - 8e6),
        variables: {},
        zone: "UTC",
      };
      const ctx = contextOf("security", { now: new Date(now + after) });
      const results = await queryPanels(ctx, {
        dashboardId: "security",
        query,
        signal: new AbortController().signal,
        engine,
      });
      for await (const { targets } of results) return targets[0];
    };
    for (const after of [0, 100, 2_000])
      expect(await ask(after)).toMatchObject({ status: "error", error: { code: "upstream_error" } });
    expect(upstream.calls).toHaveLength(1);
    upstream.script = (call) => matrix(call, [{ metric: {}, value: () => "1" }]);
    expect(await ask(5_000)).toMatchObject({ status: "ok" });
    expect(upstream.calls).toHaveLength(2);
  });
});

describe("what is answered", () => {
  test("E21 no data, zero and an error are three different answers", async () => {
    upstream.script = (call, response) => {
      const query = call.fields.get("query") ?? "";
      if (query.includes("audit_events_total")) return matrix(call, []);
      if (query.includes('status="success"')) return matrix(call, [{ metric: {}, value: () => "0" }]);
      return response.writeHead(503, { "content-type": "text/plain" }).end("Service Unavailable");
    };
    const lines = await linesOf(await post(body(["audit-log-volume", "authentication-events"])));
    const targets = Object.fromEntries(lines.map(({ panelId, targets }) => [panelId, targets]));
    expect(targets["audit-log-volume"]?.[0]).toMatchObject({
      status: "ok",
      frames: [],
      provenance: { newestSampleAt: null },
    });
    const [success, failed] = targets["authentication-events"] ?? [];
    expect(success?.status === "ok" && new Set(success.frames[0]?.values)).toEqual(new Set([0]));
    expect(failed).toMatchObject({ status: "error" });
  });

  test("E21 what is not a number is a gap, never zero", async () => {
    const odd = ["NaN", "+Inf", "-Inf", "1"];
    upstream.script = (call) => matrix(call, [{ metric: {}, value: (time) => odd[(time / 60) % 4] as string }]);
    const [line] = await linesOf(await post(body("audit-log-volume", { from: "now-12h", to: "now-6h" })));
    expect(new Set(frameOf(line)?.values)).toEqual(new Set([null, 1]));
  });

  test("a source that is not configured fails its own panel only", async () => {
    const lines = await linesOf(await post(body(["waf-blocked-requests", "audit-log-volume"])));
    const waf = lines.find(({ panelId }) => panelId === "waf-blocked-requests");
    expect(waf?.targets).toMatchObject([{ status: "error", error: { code: "not_configured" } }]);
    expect(frameOf(lines.find(({ panelId }) => panelId === "audit-log-volume"))).toBeDefined();
  });

  test("G08 labels named like members of an object are data", async () => {
    const metric: Record<string, string> = JSON.parse(
      '{"__proto__":"p","constructor":"c","toString":"<b>","event_type":"__proto__"}',
    );
    upstream.script = (call) => matrix(call, [{ metric, value: () => "3" }]);
    const [line] = await linesOf(await post(body("audit-log-volume")));
    const frame = frameOf(line);
    expect(frame?.name).toBe("__proto__");
    expect(frame?.labels).toMatchObject({ constructor: "c", toString: "<b>" });
    expect(Object.getPrototypeOf(frame?.labels)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });

  test("the stream is gzip for those who take it, and no proxy or browser keeps it", async () => {
    const asked = body(["audit-log-volume", "authentication-events"]);
    const zipped = await post(asked, { headers: { "accept-encoding": "br, gzip" } });
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(zipped.headers.get("cache-control")).toBe("private, no-store, no-transform");
    const plain = await post(asked, { headers: { "accept-encoding": "gzip;q=0" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
    const names = (lines: PanelResult[]) => lines.map(({ panelId }) => panelId).sort();
    expect(names(await linesOf(zipped))).toEqual(names(await linesOf(plain)));
  });

  test("without a session nothing is answered", async () => {
    expect((await post(body("audit-log-volume"), { cookie: "" })).status).toBe(401);
  });
});
