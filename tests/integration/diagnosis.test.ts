import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { replaceAlertmanagers } from "@/lib/alertmanager/configured";
import { datasources } from "@/lib/datasources/registry";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import type { Finding } from "@/lib/status/diagnosis/diagnosis-view";
import { getDiagnosis } from "@/lib/status/diagnosis/get-diagnosis";
import { signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { contextOf } from "../support/context";
import { INGEST_TOKEN } from "../support/deliver";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type RunningExporter, startExporter } from "../support/start-exporter";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";

const folder = mkdtempSync(path.join(tmpdir(), "portal-diagnosis-"));
let database: ScratchDatabase;
let exporter: RunningExporter;
let prometheus: RunningPrometheus;
let alertmanager: TestAlertmanager;
let portal: RouteServer;

const RULES = `
groups:
  - name: critical of jane.roe@example.com
    interval: 1s
    rules:
      - { alert: ServiceDown, expr: 'up == 0' }
      - { alert: CannotBeEvaluated, expr: 'burns * on () burns' }
`;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoute(POST);
  exporter = await startExporter(() => 'http_requests_total{job="x"} 1\nburns{a="1"} 1\nburns{a="2"} 1\n');
  writeFileSync(path.join(folder, "rules.yml"), RULES);
  prometheus = await startPrometheus({
    config: `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [${folder}/rules.yml]
scrape_configs:
  - { job_name: backend, static_configs: [{ targets: ["${exporter.address}"] }] }
  - { job_name: worker, static_configs: [{ targets: ["127.0.0.1:1"] }] }
`,
  });
  const file = path.join(folder, "datasources.yaml");
  writeFileSync(file, `datasources:\n  - { name: main, type: prometheus, url: "${prometheus.url}" }\n`);
  process.env.DATASOURCES_FILE = file;
  await use(`${portal.url}/api/ingest/alertmanager`, INGEST_TOKEN);
});
afterAll(async () => {
  await Promise.all([prometheus.stop(), alertmanager.close(), exporter.stop(), portal.close()]);
  await datasources().prometheus("main").close();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** From now on this Alertmanager is asked, which notifies that webhook with that token. */
async function use(webhook: string, token: string): Promise<void> {
  await alertmanager?.close();
  alertmanager = await startAlertmanager({ webhook, token });
  replaceAlertmanagers([createUpstreamHttp({ name: "am", url: alertmanager.url, headers: {} }, 2_000)]);
}

const fire = () =>
  alertmanager.post([{ labels: { alertname: "ServiceDown", severity: "critical" }, startsAt: new Date() }]);

async function findings(): Promise<Map<string, Finding>> {
  const { symptoms } = await getDiagnosis(contextOf("on_call"), 0);
  return new Map(symptoms.flatMap((symptom) => symptom.findings.map((finding) => [finding.id, finding])));
}

test("a target down, a rule that fails and series that are missing are named, with what to do", async () => {
  await vi.waitFor(
    async () => {
      const found = await findings();
      expect(found.get("targets:main")).toMatchObject({
        state: "wrong",
        words: expect.stringMatching(/^1 of 2 are up; last scrape /),
        items: [expect.stringMatching(/^worker \(127\.0\.0\.1:1\): down, .*refused/)],
        fix: expect.any(String),
      });
      expect(found.get("rules:main")).toMatchObject({
        state: "wrong",
        items: [expect.stringMatching(/^CannotBeEvaluated \(group critical of ‹EMAIL:[^)]*›\): .*many-to-many/)],
        fix: expect.stringContaining("promtool"),
      });
    },
    { timeout: 20_000, interval: 500 },
  );
  const series = (await findings()).get("series:main");
  expect(series).toMatchObject({ state: "wrong" });
  expect(series?.items.join("\n")).toMatch(/^container_memory_working_set_bytes: .*Memory/m);
  expect(series?.items.join("\n")).not.toMatch(/^(?:up|http_requests_total):/m);
  // A target is named by its instance; no other address is told.
  const told = JSON.stringify([...(await findings()).values()]).replaceAll("worker (127.0.0.1:1)", "worker");
  expect(told).not.toMatch(/127\.0\.0\.1/);
});

test("a delivery is seen; with a wrong token it is refused, and that is the cause", async () => {
  expect((await findings()).get("webhook")).toMatchObject({ state: "unknown" });
  await fire();
  await vi.waitFor(
    async () => expect((await findings()).get("webhook")).toMatchObject({ state: "ok", fix: null }),
    10_000,
  );
  expect((await findings()).get("alertmanager:am")).toMatchObject({
    state: "ok",
    words: expect.stringMatching(/configuration it has loaded is [0-9a-f]{12} and names the portal's webhook/),
  });

  const { cookie } = await signInAs("executive");
  const headers = { cookie, "content-type": "application/json" };
  const curious = await fetch(`${portal.url}/api/ingest/alertmanager`, { method: "POST", headers, body: "{}" });
  expect(curious.status).toBe(403);
  expect((await findings()).get("webhook")).toMatchObject({ state: "ok" });

  await use(`${portal.url}/api/ingest/alertmanager`, "another-token-that-nobody-knows");
  await fire();
  await vi.waitFor(
    async () =>
      expect((await findings()).get("webhook")).toMatchObject({
        state: "wrong",
        words: expect.stringContaining("wrong token"),
        fix: expect.stringContaining("INGEST_TOKENS"),
      }),
    10_000,
  );

  await use(`${portal.url}/api/ingest/alertmanager`, INGEST_TOKEN);
  await fire();
  await vi.waitFor(async () => expect((await findings()).get("webhook")).toMatchObject({ state: "ok" }), 10_000);
  // Of two, one may deliver while the other is refused.
  const one = createUpstreamHttp({ name: "am", url: alertmanager.url, headers: {} }, 2_000);
  replaceAlertmanagers([one, one]);
  expect((await findings()).get("webhook")).toMatchObject({
    state: "wrong",
    words: expect.stringContaining("wrong token"),
    fix: expect.stringContaining("15 minutes"),
  });
});

test("an Alertmanager that delivers elsewhere, and one that is stopped", async () => {
  await use("http://127.0.0.1:1/elsewhere", INGEST_TOKEN);
  expect((await findings()).get("alertmanager:am")).toMatchObject({
    state: "wrong",
    words: expect.stringContaining("nothing in it names the portal's webhook"),
  });
  await alertmanager.kill();
  expect((await findings()).get("alertmanager:am")).toMatchObject({
    state: "wrong",
    words: expect.stringMatching(/refused/),
    fix: expect.stringContaining("Start Alertmanager"),
  });
});

test("a slow database is told with its time", async () => {
  expect((await findings()).get("database")).toMatchObject({ state: "ok", fix: null });
  const connections = database.kind === "server" ? 10 : 1;
  const busy = Promise.all(
    Array.from({ length: connections }, () => database.prisma.$queryRaw`SELECT pg_sleep(0.7)::text`),
  );
  const found = (await findings()).get("database");
  await busy;
  expect(found).toMatchObject({ state: "wrong", words: expect.stringMatching(/^Answered in \d+ ms: slow/) });
});

test("Prometheus stopped is one cause; what else it was to be asked is unknown, not well and not missing", async () => {
  await prometheus.stop();
  const found = await findings();
  expect(found.get("targets:main")).toMatchObject({
    state: "wrong",
    words: expect.stringMatching(/refused/),
    fix: expect.any(String),
  });
  for (const id of ["rules:main", "query:main", "series:main"])
    expect(found.get(id), id).toMatchObject({
      state: "unknown",
      words: 'Could not be looked at: see "Targets of main".',
      items: [],
      fix: null,
    });
});

test("rules and targets are for those who may open the operations board", async () => {
  await expect(getDiagnosis(contextOf("product"))).rejects.toThrow("operations-dashboard:read");
});
