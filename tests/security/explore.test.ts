import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/explore/route";
import { env } from "@/lib/env";
import { type ExploreResult, exploreResultSchema } from "@/lib/explore/explore-result";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { matrix, ScriptedPrometheus } from "../support/scripted-prometheus";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";

const EMAIL = "jane.roe@example.com";
const SSN = "078-05-1123";
const PER_MINUTE = 30;

const upstream = new ScriptedPrometheus();
const directory = mkdtempSync(path.join(tmpdir(), "explore-"));
let database: ScratchDatabase;
let running: RunningPrometheus;
let priya: SignedInPerson;

beforeAll(async () => {
  running = await startPrometheus();
  const file = path.join(directory, "datasources.yaml");
  const sources = Object.entries({ scripted: await upstream.listen(), real: running.url }).map(
    ([name, url]) => `  - { name: ${name}, type: prometheus, url: "${url}", scrapeInterval: 15s }\n`,
  );
  writeFileSync(file, `datasources:\n${sources.join("")}`);
  process.env.DATASOURCES_FILE = file;
  process.env.EXPLORE = "on";
  database = await openScratchDatabase();
});
beforeEach(async () => {
  upstream.forget();
  upstream.script = (call) => matrix(call, [{ metric: { job: "api" }, value: () => "1" }]);
  priya = await signInAs("on_call");
});
afterAll(async () => {
  await Promise.all([upstream.close(), running.stop(), database.close()]);
  rmSync(directory, { recursive: true });
});

interface Asking {
  person?: SignedInPerson;
  signal?: AbortSignal;
  [field: string]: unknown;
}

function post(query: unknown, { person = priya, signal, ...fields }: Asking = {}): Promise<Response> {
  const json = { query, from: "now-1h", to: "now", ...fields };
  const request = browserRequest("/api/explore", { method: "POST", cookie: person.cookie, json });
  return POST(signal ? new Request(request, { signal }) : request, routeParams());
}

async function answered(response: Response): Promise<ExploreResult> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return exploreResultSchema.parse(JSON.parse(text));
}

const problemOf = async (response: Response) => (await response.json()) as Record<string, unknown>;
/** A query that nobody asked before: an answer is shared for some seconds. */
let count = 0;
const unasked = () => `up + ${++count}`;

describe("what is sent on", () => {
  test("E10 the text as it stands, with a time-out and a limit of series, on at most 1,100 points", async () => {
    const query = 'sum by (job) (rate(x_total{status=~"5.."}[5m])) # errors';
    for (const from of ["now-10m", "now-31d"]) {
      const result = await answered(await post(query, { from, width: 4000 }));
      expect(result).toMatchObject({ status: "ok", source: "scripted", frames: [{ labels: { job: "api" } }] });
    }
    expect(upstream.calls).toHaveLength(2);
    for (const { path: asked, fields } of upstream.calls) {
      expect(asked).toBe("/api/v1/query_range");
      expect([fields.get("query"), fields.get("timeout"), fields.get("limit")]).toEqual([query, "10000ms", "500"]);
      const points = (Number(fields.get("end")) - Number(fields.get("start"))) / Number(fields.get("step")) + 1;
      expect(points).toBeLessThanOrEqual(1_100);
    }
  });

  test("the source that is named, or none: never an address", async () => {
    expect(await answered(await post("vector(7)", { datasource: "real" }))).toMatchObject({
      source: "real",
      frames: [{ name: "vector(7)" }],
    });
    for (const datasource of ["other", "http://127.0.0.1:1", "__proto__"])
      expect((await post("vector(7)", { datasource })).status).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });

  test("a refusal of the real Prometheus comes in its own words, with the place", async () => {
    const result = await answered(await post("rate(up)", { datasource: "real" }));
    expect(result).toMatchObject({ status: "error", code: "upstream_error", place: { line: 1, column: 6 } });
    expect(result.status === "error" && result.message).toMatch(/expected type range vector/);
  });

  test("E21 no data, zero and an error are three different answers", async () => {
    upstream.script = (call, response) => {
      const query = call.fields.get("query") ?? "";
      if (query.startsWith("empty")) return matrix(call, []);
      if (query.startsWith("zero")) return matrix(call, [{ metric: {}, value: () => "0" }]);
      return response.writeHead(503, { "content-type": "text/plain" }).end("Service Unavailable");
    };
    const [empty, zero, failed] = await Promise.all(
      ["empty", "zero", "failed"].map(async (query) =>
        answered(await post(query, { person: await signInAs("admin") })),
      ),
    );
    expect(empty).toMatchObject({ status: "ok", frames: [], newestSampleAt: null });
    expect(zero).toMatchObject({ status: "ok", newestSampleAt: expect.any(Number) });
    expect(zero?.status === "ok" && new Set(zero.frames[0]?.values)).toEqual(new Set([0]));
    expect(failed).toMatchObject({ status: "error", code: "upstream_unreachable" });
  });
});

describe("what is not", () => {
  test.each([
    ["every series", '{__name__=~".+"}'],
    ["a count of all", 'count({__name__=~".*"})'],
    ["a pattern of 5 KiB", `up{job=~"${"(a+)+$".repeat(853)}"}`],
    ["50 brackets", `${"(".repeat(50)}up${")".repeat(50)}`],
    ["a subquery of millions of steps", "max_over_time(up[30d:1s])"],
    ["a megabyte", "a".repeat(1_000_000)],
    ["what is no PromQL", "sum("],
  ])("E09 %s", async (_, query) => {
    const response = await post(query);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({
      error: "bad_request",
      place: { line: 1, column: expect.any(Number) },
    });
    expect(upstream.calls).toHaveLength(0);
  });

  test.each([
    ["E06", "now", "now-1h"],
    ["E06", "NaN", "now"],
    ["E06", "-1", "now"],
    ["E06", "now+1h", "now+2h"],
    ["E08", "now-32d", "now"],
    ["E08", "now-10y", "now"],
  ])("%s a range from %s to %s", async (_, from, to) => {
    expect((await post("up", { from, to })).status).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });

  test("E05 a step, a second query or a parameter of the source's own", async () => {
    for (const more of [{ step: 1 }, { expr: "up" }, { limit: 0 }, { timeout: "1h" }])
      expect((await post("up", more)).status).toBe(400);
    for (const query of [null, 7, ["up"]]) expect((await post(query)).status).toBe(400);
    expect(upstream.calls).toHaveLength(0);
  });

  test("L01 what could name a person, written plainly, in a comment, in escapes or as a pattern", async () => {
    const hidden = [...EMAIL].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join("");
    const pattern = EMAIL.replaceAll(".", "\\\\.");
    const inQueries = [`user="${EMAIL}"`, `user="${hidden}"`, `ssn="${SSN}"`, `user=~".*${pattern}"`];
    for (const query of [`up # for ${EMAIL}`, ...inQueries.map((matcher) => `up{${matcher}}`)]) {
      const since = await ledgerSize();
      const response = await post(query);
      expect(response.status, query).toBe(422);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ error: "phi_in_query", class: expect.stringMatching(/^(EMAIL|SSN)$/) });
      const trail = await auditTrail(since);
      expect(trail).toMatchObject([{ action: "PHI_QUERY_REFUSED", outcome: "denied", subject: "route:/api/explore" }]);
      for (const canary of [EMAIL, SSN, hidden, pattern]) expect(text + JSON.stringify(trail)).not.toContain(canary);
    }
    expect(upstream.calls).toHaveLength(0);
  });

  test("L01 labels come back redacted, as they do on boards", async () => {
    upstream.script = (call) => matrix(call, [{ metric: { user: EMAIL, pod: "api-1" }, value: () => "1" }]);
    const text = JSON.stringify(await answered(await post(unasked())));
    expect(text).toContain("api-1");
    expect(text).not.toContain(EMAIL);
  });

  test("anything while Explore is switched off", async () => {
    env().EXPLORE = "off";
    const response = await post("up");
    env().EXPLORE = "on";
    expect(response.status).toBe(404);
    expect(upstream.calls).toHaveLength(0);
  });
});

describe("E22 the ledger has", () => {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

  test("each run, redacted, before the source is asked", async () => {
    const query = 'up{client="203.0.113.9"}';
    let before = 0n;
    upstream.script = async (call) => {
      before = await ledgerSize();
      return matrix(call, []);
    };
    const since = await ledgerSize();
    await answered(await post(query));
    await answered(await post(query)); // from the cache, and yet a run
    const trail = await auditTrail(since);
    expect(before - since).toBe(1n);
    expect(trail).toHaveLength(2);
    for (const entry of trail)
      expect(entry).toMatchObject({
        action: "QUERY_EXPLORED",
        outcome: "success",
        subject: "datasource:scripted",
        actor: { kind: "user", id: priya.userId },
        detail: { sha256: sha256(query), from: expect.any(String), to: expect.any(String) },
      });
    expect(String(trail[0]?.detail.query)).toMatch(/^up\{client="‹IP:/);
    expect(JSON.stringify(trail)).not.toContain("203.0.113.9");
  });

  test("each that was refused, with the reason; of one that is too long, or cannot be written down, only the hash", async () => {
    const long = "a".repeat(5_000);
    const halves = ["up\u0000", "up # \ud83d", `\u00a7${"😀".repeat(20)}`];
    const since = await ledgerSize();
    await post("sum(");
    await post(long);
    for (const query of halves) expect((await post(query)).status).toBe(400);
    const [broken, endless, ...others] = await auditTrail(since);
    expect(others.map(({ detail }) => [detail.sha256, "query" in detail])).toEqual(
      halves.map((query, index) => [sha256(query), index === 2]),
    );
    expect(broken).toMatchObject({
      action: "QUERY_EXPLORED",
      outcome: "denied",
      detail: { query: "sum(", sha256: sha256("sum("), refused: "The query ends too early." },
    });
    expect(endless).toMatchObject({ outcome: "denied", detail: { sha256: sha256(long) } });
    expect(endless?.detail).not.toHaveProperty("query");
  });
});

describe("how much", () => {
  test("E17 the 31st query in a minute is refused with the time to wait and asks nothing; others are not affected", async () => {
    const query = unasked();
    for (let n = 0; n < PER_MINUTE; n++) expect((await post(n % 2 ? query : "sum(")).status).toBe(n % 2 ? 200 : 400);
    const since = await ledgerSize();
    const refused = await post(unasked());
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await auditTrail(since)).toEqual([]);
    expect(upstream.calls).toHaveLength(1);
    expect((await post(unasked(), { person: await signInAs("admin") })).status).toBe(200);
  });

  test("E17 the third at once of one person is refused, and nobody takes more than half of the source's places", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    upstream.script = async (call) => {
      await released;
      return matrix(call, []);
    };
    const others = await Promise.all(Array.from({ length: 3 }, () => signInAs("admin")));
    const asked = [priya, ...others].flatMap((person) => [post(unasked(), { person }), post(unasked(), { person })]);
    while (upstream.inFlight < 4) await sleep(5);
    const third = await post(unasked());
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "1"]);
    release();
    for (const response of await Promise.all(asked)) expect(response.status).toBe(200);
    expect(upstream.mostInFlight).toBe(4);
    expect((await post(unasked())).status).toBe(200);
  });

  test("E18 a browser that leaves takes its query with it within a second", async () => {
    upstream.script = () => sleep(5_000);
    const leaving = new AbortController();
    const asked = post(unasked(), { signal: leaving.signal });
    while (upstream.calls.length === 0) await sleep(5);
    const left = Date.now();
    leaving.abort();
    await asked;
    while (upstream.inFlight > 0) await sleep(5);
    expect((upstream.calls[0]?.abandonedAt ?? Number.POSITIVE_INFINITY) - left).toBeLessThan(1_000);
  });
});
