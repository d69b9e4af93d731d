import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { POST as ingest } from "@/app/api/ingest/alertmanager/route";
import { replaceAlertmanagers } from "@/lib/alertmanager/configured";
import { reconcileJob } from "@/lib/alerts/reconcile-job";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { INGEST_TOKEN } from "../support/deliver";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import {
  createSilenceAs,
  expireSilenceAs,
  extendSilenceAs,
  matcher,
  previewed,
  silenceAs,
  silenceListAs,
} from "../support/silence-request";

let database: ScratchDatabase;
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
let priya: SignedInPerson;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoute(ingest);
  priya = await signInAs("on_call");
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.silenceRequest.deleteMany();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  replaceAlertmanagers([http]);
});
afterEach(async () => {
  await http.close();
  await alertmanager.close();
});
afterAll(async () => {
  await portal.close();
  await database.close();
});

const started = new Date(Date.now() - 60_000);
const burning = (alertname: string, labels: Record<string, string> = {}) => ({
  labels: { alertname, severity: "critical", service: "medinovai", ...labels },
  startsAt: started,
  endsAt: new Date(Date.now() + 240_000),
});
const reconcile = () =>
  reconcileJob.run({
    actor: { kind: "system", name: "test", permissions: new Set(["alert:ingest" as const]) },
    now: new Date(),
    requestId: randomUUID(),
  });
async function created(json: object = {}): Promise<string> {
  const response = await createSilenceAs(priya, json);
  expect(response.status).toBe(200);
  return ((await response.json()) as { silenceId: string }).silenceId;
}
const actions = async (since: bigint) => (await auditTrail(since)).map((entry) => entry.action);

test("a silence holds an alert back until it is ended, and ledger, list and badges follow", async () => {
  await alertmanager.post([burning("HighErrorRate"), burning("SlowQueries", { severity: "info" })]);
  await reconcile();
  await database.sql(
    "INSERT INTO job_leases (name, holder, expires_at, last_run_at) VALUES ('reconcile-alerts', '', now(), now())",
  );
  const since = await ledgerSize();
  const id = await created({ matchers: [matcher("alertname", "High.*", "=~")], reason: "Load test\nof the database" });

  const [raw] = await alertmanager.silences();
  expect(raw).toMatchObject({ id, createdBy: `Test on_call <${priya.email}>`, status: { state: "active" } });
  expect(raw?.comment).toMatch(/^Load test\nof the database \[portal request [0-9a-f-]{36}\]$/);
  expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_CREATED"]);
  const [requested, done] = await auditTrail(since);
  expect(requested).toMatchObject({
    actor: { id: priya.userId },
    detail: { kind: "create", matchers: ['alertname=~"High.*"'], reason: "Load test\nof the database" },
  });
  expect(done).toMatchObject({ subject: `silence:${id}`, detail: { alertmanager: "main" } });
  // The next poll is due at once.
  expect(await database.prisma.jobLease.findFirst({ where: { name: "reconcile-alerts" } })).toMatchObject({
    lastRunAt: null,
  });

  const { silences, counts, requests, sources } = await silenceListAs(priya);
  expect({ counts, requests, sources }).toEqual({
    counts: { active: 1, pending: 0, expired: 0 },
    requests: [],
    sources: { groups: [["main"]], silent: [] },
  });
  expect(silences).toMatchObject([
    {
      id,
      state: "active",
      author: `Test on_call <${priya.email}>`,
      verified: true,
      reason: "Load test\nof the database",
      changedElsewhere: false,
      lastChange: null,
      alertmanagers: ["main"],
      heldBack: { count: 1, critical: 1, names: ["HighErrorRate"], watchdog: false },
    },
  ]);
  await reconcile();
  const episodes = await database.prisma.episode.findMany({ orderBy: { alertname: "asc" } });
  expect(episodes).toMatchObject([
    { alertname: "HighErrorRate", state: "firing", silencedBy: [id], acknowledgedAt: null },
    { alertname: "SlowQueries", silencedBy: [] },
  ]);
  const detail = await silenceAs(priya, id);
  expect(detail.alerts).toMatchObject([{ alertname: "HighErrorRate", episodeId: episodes[0]!.id, heldBack: true }]);
  expect(detail.history.map((entry) => entry.action)).toEqual(["SILENCE_CREATED", "SILENCE_REQUESTED"]);

  expect((await expireSilenceAs(priya, id)).status).toBe(200);
  expect((await silenceListAs(priya)).silences).toMatchObject([
    {
      id,
      state: "expired",
      changedElsewhere: false,
      lastChange: { kind: "expire", reason: "It is over" },
      heldBack: { count: 0 },
    },
  ]);
  await reconcile();
  expect(await database.prisma.episode.findFirst({ where: { alertname: "HighErrorRate" } })).toMatchObject({
    silencedBy: [],
  });
  expect((await actions(since)).filter((action) => action.startsWith("SILENCE"))).toEqual([
    "SILENCE_REQUESTED",
    "SILENCE_CREATED",
    "SILENCE_REQUESTED",
    "SILENCE_EXPIRED",
  ]);
  expect((await expireSilenceAs(priya, id)).status).toBe(409);
});

test("an extension keeps the silence, its maker and its words; the end is never moved closer", async () => {
  const id = await created({ minutes: 30 });
  const tom = await signInAs("security");
  const response = await extendSilenceAs(tom, id, { minutes: 120 });
  expect(await response.json()).toMatchObject({ silenceId: id });
  const [raw] = await alertmanager.silences();
  expect(raw).toMatchObject({ id, createdBy: `Test on_call <${priya.email}>`, status: { state: "active" } });
  expect(Math.round((Date.parse(raw!.endsAt) - Date.now()) / 60_000)).toBe(120);
  expect((await silenceListAs(priya)).silences).toMatchObject([
    { id, verified: true, changedElsewhere: false, lastChange: { kind: "extend", by: `Test security <${tom.email}>` } },
  ]);
  expect((await extendSilenceAs(tom, id, { minutes: 60 })).status).toBe(422);
  await expireSilenceAs(tom, id);
  expect((await extendSilenceAs(tom, id)).status).toBe(409);
  expect((await extendSilenceAs(tom, randomUUID())).status).toBe(404);
  expect((await expireSilenceAs(tom, randomUUID())).status).toBe(404);
});

test("silences and changes made elsewhere are shown as what they are", async () => {
  const foreign = await alertmanager.silence("HighErrorRate", 600);
  const ours = await created({ matchers: [matcher("alertname", "SlowQueries")] });
  await alertmanager.expire(ours);
  const { silences } = await silenceListAs(priya);
  expect(silences).toMatchObject([
    { id: foreign, author: "test", verified: false, reason: "test", changedElsewhere: false, lastChange: null },
    { id: ours, state: "expired", verified: true, changedElsewhere: true },
  ]);
  // Anybody's silence can be ended here; it stays unverified.
  expect((await expireSilenceAs(priya, foreign)).status).toBe(200);
  const after = (await silenceListAs(priya)).silences.find(({ id }) => id === foreign);
  expect(after).toMatchObject({ state: "expired", verified: false, author: "test", lastChange: { kind: "expire" } });
});

test("a mark that somebody copied does not make a silence ours", async () => {
  const id = await created();
  const [raw] = await alertmanager.silences();
  const headers = { "content-type": "application/json" };
  const copy = { ...raw, id: undefined, matchers: [matcher("alertname", "Everything")] };
  await fetch(`${alertmanager.url}/api/v2/silences`, { method: "POST", headers, body: JSON.stringify(copy) });
  const { silences } = await silenceListAs(priya);
  expect(silences).toHaveLength(2);
  expect(silences.find((silence) => silence.id !== id)).toMatchObject({ verified: false });
});

test("one key twenty times at once makes one silence and gives one answer", async () => {
  const since = await ledgerSize();
  const key = randomUUID();
  const responses = await Promise.all(Array.from({ length: 20 }, () => createSilenceAs(priya, {}, key)));
  expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
  const answers = await Promise.all(responses.map((response) => response.text()));
  expect(new Set(answers).size).toBe(1);
  expect(await alertmanager.silences()).toHaveLength(1);
  expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_CREATED"]);
  expect((await createSilenceAs(priya, { reason: "Another reason" }, key)).status).toBe(422);
  expect((await createSilenceAs(await signInAs("admin"), {}, key)).status).toBe(200); // keys belong to a person
  const id = (JSON.parse(answers[0]!) as { silenceId: string }).silenceId;
  const ends = await Promise.all(Array.from({ length: 5 }, () => expireSilenceAs(priya, id, {}, `${key}-end`)));
  expect(ends.map((response) => response.status)).toEqual([200, 200, 200, 200, 200]);
  expect((await auditTrail(since)).filter((entry) => entry.action === "SILENCE_EXPIRED")).toHaveLength(1);
});

describe("the preview", () => {
  const alerts = [
    burning("HighErrorRate", { team: "platform", path: '/api/"x"\\y\nz' }),
    burning("HighErrorRate", { team: "ai" }),
    burning("SlowQueries", { severity: "warning" }),
    burning("DiskWillFill", { severity: "warning", team: "platform", service: "prometheus" }),
    burning("Watchdog", { severity: "none" }),
  ];
  beforeEach(async () => {
    await alertmanager.post(alerts);
    await reconcile();
  });

  test("names what is hit, with episodes, and counts no Watchdog", async () => {
    const view = await previewed(priya, matcher("severity", "critical"));
    expect(view).toMatchObject({ refusal: null, hit: 2, critical: 2, wholeSeverities: ["critical"], watchdog: false });
    expect(view.alerts.map(({ alertname, episodeId }) => [alertname, typeof episodeId])).toEqual([
      ["HighErrorRate", "string"],
      ["HighErrorRate", "string"],
    ]);
    expect(await previewed(priya, matcher("service", "medinovai"))).toMatchObject({
      hit: 3,
      critical: 2,
      watchdog: true,
    });
    expect(await previewed(priya, matcher("team", "platform"))).toMatchObject({ hit: 2, wholeSeverities: [] });
    await alertmanager.silence("SlowQueries", 60);
    const hit = await previewed(priya, matcher("severity", "warning"));
    expect(hit.alerts.map(({ alertname, heldBack }) => [alertname, heldBack])).toEqual([
      ["DiskWillFill", false],
      ["SlowQueries", true],
    ]);
  });

  test("what may not become a silence says why", async () => {
    expect(await previewed(priya, matcher("alertname", ".*", "=~"))).toMatchObject({
      refusal: expect.stringContaining("every alert"),
      hit: 0,
    });
    expect(await previewed(priya, matcher("alertname", "(", "=~"))).toMatchObject({
      refusal: expect.stringContaining("missing closing )"),
    });
    expect((await createSilenceAs(priya, { matchers: [matcher("alertname", ".+", "=~")] })).status).toBe(422);
    expect(await alertmanager.silences()).toEqual([]);
  });

  test("hits exactly what the silence then holds back, whatever the matchers", async () => {
    const seed = Date.now();
    console.log(`seed ${seed}`);
    const names = fc.constantFrom("alertname", "severity", "team", "path", "missing", "service");
    const values = fc.constantFrom(
      ...["HighErrorRate", "critical", "platform", "", 'x"y', '/api/"x"\\y\nz', "medinovai", "ai", "none"],
    );
    const patterns = fc.constantFrom(
      ...[
        "High.*",
        "(?i)HIGH.*",
        "critical|warning",
        "",
        "a.",
        "[^c].*",
        "plat(form)?",
        '/api/"x".y\\nz',
        "\\w+Rate",
        "p|ai|",
      ],
    );
    const any = fc.oneof(
      fc.record({ name: names, value: values, isRegex: fc.constant(false), isEqual: fc.boolean() }),
      fc.record({ name: names, value: patterns, isRegex: fc.constant(true), isEqual: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 3 }), async (matchers) => {
        const view = await previewed(priya, ...matchers);
        const response = await createSilenceAs(priya, { matchers });
        // What the preview refuses is refused, and nothing else but what Alertmanager itself refuses.
        if (view.refusal !== null || response.status !== 200) return void expect(response.status).toBe(422);
        const { silenceId } = (await response.json()) as { silenceId: string };
        const { alerts: held, silence } = await silenceAs(priya, silenceId);
        await alertmanager.expire(silenceId);
        expect(silence.heldBack).toMatchObject({ count: view.hit, watchdog: view.watchdog });
        const labels = (some: { labels: object }[] | null) => some?.map((alert) => JSON.stringify(alert.labels)).sort();
        expect(labels(held!.filter(({ alertname }) => alertname !== "Watchdog"))).toEqual(labels(view.alerts));
      }),
      { numRuns: 60, seed },
    );
  });
});

test.each([
  ["no reason", { reason: "x" }],
  ["a reason without an end", { reason: "x".repeat(1_001) }],
  ["no matchers", { matchers: [] }],
  ["too many matchers", { matchers: Array.from({ length: 21 }, () => matcher("a", "b")) }],
  ["a pattern without bounds", { matchers: [matcher("a", "x".repeat(201), "=~")] }],
  ["31 days", { minutes: 31 * 1_440 }],
  ["no end", { minutes: undefined }],
  ["two ends", { endsAt: new Date(Date.now() + 60_000).toISOString() }],
  ["an end that is no time", { minutes: undefined, endsAt: "tomorrow" }],
  ["an author of its own", { createdBy: "somebody else" }],
  ["a start of its own", { startsAt: "2020-01-01T00:00:00Z" }],
  ["an Alertmanager that is not configured", { alertmanager: "other" }],
  ["operators in place of values", { reason: { contains: "" } }],
])("a silence with %s is refused (I09, B06)", async (_what, json) => {
  expect((await createSilenceAs(priya, json)).status).toBe(400);
  expect(await alertmanager.silences()).toEqual([]);
});

test("ends in the past and too far off are refused with words", async () => {
  for (const days of [-1, 31]) {
    const endsAt = new Date(Date.now() + days * 86_400_000).toISOString();
    const response = await createSilenceAs(priya, { minutes: undefined, endsAt });
    expect([response.status, (await response.json()) as object]).toMatchObject([422, { error: "unprocessable" }]);
  }
  const endsAt = new Date(Date.now() + 29 * 86_400_000).toISOString();
  await created({ minutes: undefined, endsAt });
  expect((await alertmanager.silences())[0]?.endsAt).toBe(endsAt);
});

test("without Alertmanager the list says so, a request is refused, and the ledger has both", async () => {
  await alertmanager.kill();
  const since = await ledgerSize();
  expect(await silenceListAs(priya)).toMatchObject({
    silences: [],
    sources: { groups: [], silent: [{ name: "main" }] },
  });
  const response = await createSilenceAs(priya);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    error: "unavailable",
    detail: expect.stringContaining("Alertmanager main does not answer"),
    outcome: "failed",
  });
  expect(await actions(since)).toEqual(["SILENCE_REQUESTED", "SILENCE_FAILED"]);
  expect((await expireSilenceAs(priya, randomUUID())).status).toBe(503);
  await vi.waitFor(async () => expect((await silenceListAs(priya)).requests).toEqual([]));
});
