import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Canaries, canariesOf } from "../phi/canaries";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { everyPeriod, type RunningCloudWatch, startCloudWatchServer } from "../support/cloudwatch-server";
import { type EventReader, readEvents } from "../support/event-reader";
import { PortalBrowser } from "../support/portal-browser";
import { matrix, ScriptedPrometheus, vector } from "../support/scripted-prometheus";
import { matcher } from "../support/silence-request";
import { alarm, signed } from "../support/sns-signer";
import { type StandalonePortal, standalonePortal } from "../support/standalone-portal";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

// biome-ignore format: a table
const WAYS = [
  "webhook", "webhook-about", "webhook-broken", "sns", "poll", "broken-alertmanager", "prometheus-labels",
  "prometheus-refusal", "cloudwatch", "acknowledgement", "take-over", "note", "unacknowledgement", "many", "silence",
  "foreign-silence", "silence-matcher", "annotation", "search", "audit-search", "page-search", "unknown-parameter",
  "variable", "user-agent", "headers", "idempotency-key", "sign-in", "body-key", "path", "token-name", "callback", "explore",
] as const;
type Way = (typeof WAYS)[number];

const canaries = Object.fromEntries(WAYS.map((way, index) => [way, canariesOf(way, index + 1)])) as Record<
  Way,
  Canaries
>;

const TODAY = new Date().toISOString().slice(0, 10);
const JSON_TYPE = { "content-type": "application/json" };

let portal: StandalonePortal;
let alertmanager: TestAlertmanager;
let broken: RunningUpstream;
let cloudwatch: RunningCloudWatch;
const prometheus = new ScriptedPrometheus();
let priya: PortalBrowser;
let marcus: PortalBrowser;
let ruth: PortalBrowser;
let events: EventReader;

beforeAll(async () => {
  const { text, ssn, email } = canaries["prometheus-labels"];
  prometheus.labelValues = ["api-1", `pod of ${email}`];
  prometheus.script = (call, response) => {
    if (call.fields.get("query")?.includes("pg_stat_database")) {
      response.writeHead(422, JSON_TYPE);
      const error = `duplicate series {note="${canaries["prometheus-refusal"].text}"}`;
      return void response.end(JSON.stringify({ status: "error", errorType: "execution", error }));
    }
    const metric = { pod: email, note: text, ssn, reason: text, endpoint: `/patients/${canaries.path.mrn}` };
    return call.path.endsWith("query_range")
      ? matrix(call, [{ metric, value: () => "1" }])
      : vector(call, [{ metric, value: "1" }]);
  };
  broken = await startUpstream((response) => {
    const message = canaries["broken-alertmanager"].text;
    response.writeHead(500, JSON_TYPE).end(JSON.stringify({ code: 500, message }));
  });
  cloudwatch = await startCloudWatchServer(({ input }) => ({
    body: {
      MetricDataResults: everyPeriod(input, 1),
      Messages: [{ Code: "Partial", Value: canaries.cloudwatch.text }],
    },
  }));
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9", token: "none" });
  const sources = `
datasources:
  - { name: metrics, type: prometheus, url: "${await prometheus.listen()}", scrapeInterval: 15s }
  - { name: aws, type: cloudwatch, region: us-east-1, regions: [us-east-1], endpoint: "${cloudwatch.url}" }
alertmanagers:
  - { name: main, url: "${alertmanager.url}" }
  - { name: broken, url: "${broken.url}" }
`;
  portal = await standalonePortal(sources, {
    LOG_LEVEL: "trace",
    EXPLORE: "on",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  [priya, marcus, ruth] = [new PortalBrowser(portal.url), new PortalBrowser(portal.url), new PortalBrowser(portal.url)];
  const statuses = [
    await priya.signIn(portal.emailOf("on_call"), portal.password),
    await marcus.signIn(portal.emailOf("admin"), portal.password),
    await ruth.signIn(portal.emailOf("compliance"), portal.password),
  ];
  expect(statuses).toEqual([200, 200, 200]);
  events = await readEvents(`${portal.url}/api/events`, { cookie: priya.cookie, origin: portal.url });
});
afterAll(async () => {
  events?.close();
  await portal?.remove();
  await Promise.all([alertmanager?.close(), broken?.stop(), cloudwatch?.stop(), prometheus.close()]);
});

const machine = (headers: Record<string, string> = {}) => ({
  ...JSON_TYPE,
  authorization: `Bearer ${portal.ingestToken}`,
  ...headers,
});

function post(path: string, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(portal.url + path, { method: "POST", headers, body });
}

function firing({ text, mrn, ssn, email }: Canaries, name: string) {
  return {
    status: "firing",
    labels: { alertname: name, severity: "critical", note: text, mrn, path: `/patients/${mrn}/notes` },
    annotations: { summary: text, description: `for ${email}`, runbook_url: `https://wiki.example/x?ssn=${ssn}` },
    startsAt: new Date(Date.now() - 600_000).toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: `http://prometheus:9090/graph?g0.expr=${encodeURIComponent(`x{ssn="${ssn}"}`)}`,
  };
}

async function episodeNamed(name: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const { text } = await marcus.get("/api/alerts?state=all&limit=100");
      const { episodes } = JSON.parse(text) as { episodes: { id: string; alertname: string }[] };
      return episodes.find(({ alertname }) => alertname.startsWith(name))!.id;
    },
    { timeout: 45_000, interval: 500 },
  );
}

test("what machines send is taken, and people see it", async () => {
  const about = canaries["webhook-about"];
  const delivered = await post(
    "/api/ingest/alertmanager",
    JSON.stringify({
      version: "4",
      status: "firing",
      receiver: about.text,
      externalURL: `http://alertmanager/${about.ssn}`,
      groupKey: `{}:{note="${about.text}"}`,
      commonLabels: { note: about.text },
      commonAnnotations: { summary: about.text },
      truncatedAlerts: 1, // asks for a poll
      alerts: [firing(canaries.webhook, `WebhookLeak ${canaries.webhook.email}`)],
    }),
    machine({ "user-agent": `agent of ${about.email}` }),
  );
  expect(delivered.status).toBe(200);
  expect((await post("/api/ingest/alertmanager", `{"a": "${canaries["webhook-broken"].text}`, machine())).status).toBe(
    400,
  );
  const { text, email, ssn, mrn } = canaries.sns;
  const Trigger = { Namespace: "Care", MetricName: "Errors", Dimensions: [{ name: "Patient", value: `MRN ${mrn}` }] };
  const fields = { AlarmName: `SnsLeak ${email}`, AlarmDescription: text, NewStateReason: `of ${ssn}`, Trigger };
  const notified = await post("/api/ingest/sns", JSON.stringify(signed({ Message: alarm("ALARM", 30, fields) })), {
    "content-type": "text/plain; charset=UTF-8",
  });
  expect(notified.status).toBe(200);
  const { status: _status, ...polled } = firing(canaries.poll, "PollLeak");
  await alertmanager.post([{ ...polled, endsAt: new Date(Date.now() + 3_600_000).toISOString() }]);
  const title = `deployed for ${canaries.annotation.email}`;
  const mark = { kind: "deployment", title, detail: canaries.annotation.text };
  expect((await post("/api/ingest/annotations", JSON.stringify(mark), machine())).status).toBe(200);
  for (const name of ["WebhookLeak", "SnsLeak", "PollLeak"]) await episodeNamed(name);
});

test("what people write and search for", async () => {
  const id = await episodeNamed("PollLeak");
  const act = (who: PortalBrowser, verb: string, json: object, headers = {}) =>
    who.post(`/api/alerts/${id}/${verb}`, json, headers);
  const statuses = [
    await act(
      priya,
      "acknowledge",
      { note: canaries.acknowledgement.text },
      {
        "idempotency-key": canaries["idempotency-key"].ssn,
      },
    ),
    await act(marcus, "take-over", { reason: canaries["take-over"].text }),
    await act(marcus, "notes", { note: canaries.note.text }),
    await act(marcus, "unacknowledge", { reason: canaries.unacknowledgement.text }),
    await priya.post("/api/alerts/acknowledgements", { episodeIds: [id], note: canaries.many.text }),
    await priya.post("/api/access-tokens", {
      name: `for ${canaries["token-name"].email}`,
      scopes: ["status:read"],
      expiresInDays: 1,
    }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 201]);

  const silence = { minutes: 30, reason: canaries.silence.text, alertmanager: "main" };
  const named = [matcher("alertname", "PollLeak")];
  expect((await priya.post("/api/silences", { ...silence, matchers: named })).status).toBe(200);
  const foreign = canaries["foreign-silence"];
  const posted = await fetch(`${alertmanager.url}/api/v2/silences`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({
      matchers: [matcher("note", foreign.text), matcher("ssn", foreign.ssn)],
      startsAt: new Date(),
      endsAt: new Date(Date.now() + 600_000),
      createdBy: foreign.email,
      comment: foreign.text,
    }),
  });
  expect(posted.ok).toBe(true);
});

test("L09 a search that could name a person is refused with its class and is in the ledger without it", async () => {
  const naming = canaries["silence-matcher"];
  const typed = encodeURIComponent(canaries.search.text);
  const operations = {
    panels: [{ id: "pod-status", width: 600 }],
    from: "now-1h",
    to: "now",
    variables: { pod: canaries.variable.ssn },
  };
  const refusals = [
    await priya.get(`/api/alerts?state=all&q=${encodeURIComponent(`ssn=${canaries.search.ssn}`)}`),
    await priya.get(`/api/alerts?state=all&team=${encodeURIComponent(canaries.search.email)}`),
    await ruth.get(`/api/audit/entries?actor=${encodeURIComponent(canaries["audit-search"].email)}`),
    await ruth.get(`/api/audit/export?format=csv&subject=${encodeURIComponent(canaries["audit-search"].ssn)}`),
    await priya.post("/api/silences", { matchers: [matcher("ssn", naming.ssn)], minutes: 5, reason: "a good reason" }),
    await priya.post("/api/silences/preview", { matchers: [matcher("note", naming.text)] }),
    await priya.post("/api/dashboards/operations/query", operations),
    await priya.post("/api/explore", { query: `up{note="${canaries.explore.text}"}`, from: "now-1h", to: "now" }),
    await priya.post("/api/explore", { query: `up # ${canaries.explore.email}`, from: "now-1h", to: "now" }),
  ];
  for (const { status, text } of refusals) {
    expect(status, text).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ error: "phi_in_query", class: expect.stringMatching(/^[A-Z0-9]+$/) });
  }
  // Too long, or not a parameter at all: refused for that, and not quoted.
  expect((await priya.get(`/api/alerts?q=${typed}`)).status).toBe(400);
  expect((await priya.get(`/api/alerts?${encodeURIComponent(canaries["unknown-parameter"].ssn)}=1`)).status).toBe(400);
  const { text } = await ruth.get("/api/audit/entries?action=PHI_QUERY_REFUSED&limit=200");
  const { entries } = JSON.parse(text) as { entries: { detail: unknown; outcome: string }[] };
  expect(entries).toHaveLength(refusals.length);
  expect(entries.at(-1)).toMatchObject({ outcome: "denied", detail: { class: "SSN", field: "q" } });
  // Machines are searched for by their addresses.
  expect((await priya.get("/api/alerts?state=all&q=instance%3D203.0.113.9%3A9100")).status).toBe(200);
});

test("a page's address loses what could name a person before anything is drawn", async () => {
  const { ssn, text } = canaries["page-search"];
  for (const path of ["/alerts", "/silences/new", "/dashboards/operations", "/explore"]) {
    const found = await priya.get(`${path}?zone=UTC&q=${ssn}&matcher=${encodeURIComponent(text)}&expr=%22${ssn}%22`);
    expect([found.status, found.headers.get("location")]).toEqual([307, `${path}?zone=UTC#left-out`]);
  }
  const nobody = new PortalBrowser(portal.url);
  const sent = await nobody.get(`/alerts?q=${canaries.callback.ssn}`);
  expect(sent.headers.get("location")).toBe("/sign-in?callbackUrl=%2Falerts");
  priya.heard.push(...nobody.heard);
});

test("headers, paths, unknown keys and sign-in names", async () => {
  const { ssn, text, email } = canaries.headers;
  const headers = {
    "user-agent": `Mozilla ${canaries["user-agent"].text}`,
    "x-request-id": ssn,
    "x-correlation-id": ssn,
    traceparent: `00-${ssn}`,
    referer: `${portal.url}/alerts?q=${encodeURIComponent(email)}`,
    "x-forwarded-for": ssn,
    "accept-language": ssn,
    "x-anything": text,
  };
  await priya.get("/alerts", headers);
  await priya.get("/api/session", headers);
  const stranger = new PortalBrowser(portal.url);
  const tried = canaries["sign-in"];
  await stranger.get("/sign-in", headers);
  expect(await stranger.signIn(tried.email, `a long password ${tried.ssn}`)).toBe(401);
  expect(await stranger.signIn(tried.text, tried.text)).toBe(400);
  expect((await priya.get(`/api/alerts/${canaries.path.ssn}`)).status).toBe(400);
  await fetch(`${portal.url}/patients/${canaries.path.mrn}`, { headers: { cookie: priya.cookie } });
  const id = await episodeNamed("PollLeak");
  const body = { note: "x", [canaries["body-key"].ssn]: canaries["body-key"].text };
  expect((await priya.post(`/api/alerts/${id}/notes`, body)).status).toBe(400);
  priya.heard.push(...stranger.heard);
});

test("L01 no canary is in what people are shown or given", async () => {
  const query = (board: string, ids: string[]) => {
    const panels = ids.map((id) => ({ id, width: 600 }));
    return marcus.post(`/api/dashboards/${board}/query`, { panels, from: "now-1h", to: "now" });
  };
  const panels = ["pod-status", "resource-usage", "database-performance", "error-rates-by-endpoint"];
  expect((await query("operations", panels)).status).toBe(200);
  expect((await query("security", ["waf-blocked-requests"])).status).toBe(200);
  expect((await marcus.post("/api/explore", { query: "up", from: "now-1h", to: "now" })).status).toBe(200);
  const poll = await episodeNamed("PollLeak");
  const from = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
  const to = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
  // biome-ignore format: a list
  for (const path of [
    "/alerts", `/alerts/${poll}`, "/alerts/handover", "/alerts/performance", "/silences", "/audit", "/status",
    "/dashboards/operations", "/dashboards/security", "/dashboards/executive", "/admin/members", "/account",
    `/api/alerts/${poll}`, `/api/alerts/${poll}/rule`, "/api/alerts/handover", "/api/alerts/performance",
    "/api/alerts/performance/file", "/api/silences", "/api/status", "/api/audit/entries?limit=200",
    `/api/annotations?from=${from}&to=${to}`, "/api/access-tokens",
  ]) {
    const { status } = await marcus.get(path);
    expect(status, path).toBeLessThan(500);
  }
  const run = await ruth.post(`/api/compliance/days/${TODAY}/runs`, {});
  expect(run.status).toBe(200);
  const generated = await ruth.post("/api/reports", { month: TODAY.slice(0, 7) });
  expect(generated.status).toBe(200);
  const report = (JSON.parse(generated.text) as { id: string }).id;
  for (const path of [
    ...["/compliance", `/compliance/days/${TODAY}`, `/compliance/reports/${report}`, "/audit"],
    ...["/api/audit/export?format=csv", "/api/audit/export?format=ndjson", "/api/audit/archive"],
    ...[`/api/reports/${report}/file?format=csv`, `/api/reports/${report}/file?format=json`],
  ])
    expect((await ruth.get(path)).status, path).toBe(200);
  const pdf = await ruth.get(`/api/reports/${report}/file?format=pdf`);
  const printed = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf.bytes, encoding: "utf8" });
  expect(printed).toContain("WebhookLeak");
  const all = [...priya.heard, ...marcus.heard, ...ruth.heard, events.text(), printed].join("\n");
  // It was there to be seen: the marks beside the canaries are.
  for (const way of ["webhook", "poll", "acknowledgement", "note", "silence", "foreign-silence", "sns"] as const)
    expect(all, way).toContain(canaries[way].mark);
  expect(all).toContain("‹SSN:1-");
  expect(leaks(all)).toEqual([]);
}, 120_000);

test("the day's check names every source that leaks", async () => {
  const { text } = await ruth.get(`/api/compliance/days/${TODAY}`);
  const { results } = JSON.parse(text) as { results: { checkId: string; status: string; observed: object }[] };
  const found = results.find(({ checkId }) => checkId === "D20")!;
  expect(found).toMatchObject({ status: "fail", reasonCode: "SOURCE_LEAKS" });
  const words = JSON.stringify(found.observed);
  for (const source of ["alertmanager webhook", "alertmanager main", "cloudwatch alarms", "metrics", "aws"])
    expect(words).toMatch(new RegExp(`PHI redacted at \\w+ from ${source}: [1-9]\\d* × `));
});

test("L10 the metrics count by class and boundary, and hold no canary", async () => {
  const reply = await fetch(`${portal.url}/api/metrics`, {
    headers: { authorization: `Bearer ${portal.metricsToken}` },
  });
  const text = await reply.text();
  for (const boundary of ["ingest", "upstream", "note", "silence", "request", "query"])
    expect(text).toMatch(new RegExp(`^redactions_total\\{class="\\w+",boundary="${boundary}"\\} [1-9]`, "m"));
  expect(text).toMatch(/^audit_events_total\{event_type="PHI_QUERY_REFUSED",outcome="denied"\} [1-9]/m);
  expect(text).toMatch(/^authentication_attempts_total\{method="password",status="failed"\} 1$/m);
  expect(leaks(text)).toEqual([]);
});

test("L01 L07 no canary is in the log, whose lines are JSON, or in any column of any table", async () => {
  await portal.stop();
  const log = portal.output();
  expect(leaks(log)).toEqual([]);
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const first = lines.findIndex((line) => line.includes("portal started"));
  expect(first).toBeGreaterThanOrEqual(0);
  for (const line of lines.slice(first)) expect(() => JSON.parse(line), line).not.toThrow();
  expect(log).toContain('"route":"/api/alerts/[episodeId]"');
  const stored = await portal.dump();
  for (const way of ["webhook", "poll", "acknowledgement", "note", "silence", "sns", "annotation"] as const)
    expect(stored, way).toContain(canaries[way].mark);
  expect(leaks(stored)).toEqual([]);
});

/** Which values of which way in are found in a text, as they are or as in an address. */
function leaks(text: string): string[] {
  return Object.values(canaries).flatMap(({ way, values }) =>
    values
      .filter((value) => text.includes(value) || text.includes(encodeURIComponent(value)))
      .map((value) => `${way}: ${value}`),
  );
}
