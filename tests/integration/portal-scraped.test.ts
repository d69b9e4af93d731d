import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { appendAuditEntry } from "@/lib/audit/append";
import { appendAuditEntries } from "@/lib/audit/append-many";
import { exportAuditEntries } from "@/lib/audit/export/export-entries";
import { recordDenial } from "@/lib/auth/record-denial";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { db, transaction } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/heartbeat";
import { PortalError } from "@/lib/errors";
import { readMetrics } from "@/lib/status/read-metrics";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { serveRoutes } from "../support/serve-routes";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";
import { systemContext } from "../support/system-context";

const TOKEN = randomBytes(32).toString("hex");
process.env.METRICS_TOKEN = TOKEN;
process.env.DATASOURCES_FILE ??= "tests/fixtures/datasources.yaml";

const folder = mkdtempSync(path.join(tmpdir(), "portal-scraped-"));
let database: ScratchDatabase;
let routes: Awaited<ReturnType<typeof serveRoutes>>;
let prometheus: RunningPrometheus;

beforeAll(async () => {
  database = await openScratchDatabase();
  routes = await serveRoutes();
  prometheus = await startPrometheus({ config: shippedConfig(new URL(routes.origin).host) });
});
afterAll(async () => {
  await prometheus?.stop();
  routes?.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** As it is installed, but looking every second, at this portal. */
function shippedConfig(portal: string): string {
  const shipped = path.join(process.cwd(), "deploy/prometheus");
  cpSync(path.join(shipped, "rules"), path.join(folder, "rules"), { recursive: true });
  mkdirSync(path.join(folder, "targets"));
  writeFileSync(path.join(folder, "targets/medinovai-portal.yml"), JSON.stringify([{ targets: [portal] }]));
  writeFileSync(path.join(folder, "token"), TOKEN);
  return readFileSync(path.join(shipped, "prometheus.yml"), "utf8")
    .replaceAll("_interval: 15s", "_interval: 1s")
    .replace("/etc/prometheus/secrets/portal-metrics-token", path.join(folder, "token"))
    .replace("rules/*.yml", path.join(folder, "rules/*.yml"))
    .replaceAll("[targets/", `[${folder}/targets/`);
}

async function sampleOf(query: string): Promise<number | undefined> {
  const reply = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { data } = (await reply.json()) as { data: { result: { value: [number, string] }[] } };
  return data.result[0] && Number(data.result[0].value[1]);
}

async function countOf(event_type: string): Promise<number> {
  const { values } = await auditEventsTotal.get();
  return values.filter(({ labels }) => labels.event_type === event_type).reduce((sum, { value }) => sum + value, 0);
}

test("an entry is counted when it is committed, not when it is rolled back", async () => {
  const ctx = contextOf("admin");
  const before = await countOf("ANNOTATION_CREATED");
  const append = (fails: boolean) =>
    transaction(async (tx) => {
      await appendAuditEntry(tx, ctx, { action: "ANNOTATION_CREATED" });
      await appendAuditEntries(tx, ctx, [{ action: "ANNOTATION_CREATED" }, { action: "ANNOTATION_CREATED" }]);
      expect(await countOf("ANNOTATION_CREATED")).toBe(before);
      if (fails) throw new Error("no");
    });
  await expect(append(true)).rejects.toThrow("no");
  expect(await countOf("ANNOTATION_CREATED")).toBe(before);
  await append(false);
  expect(await countOf("ANNOTATION_CREATED")).toBe(before + 3);
});

test("a Prometheus with the shipped configuration sees the portal's own trail, from zero on", async () => {
  // Before anything happened: an alert on an increase needs the first value to be there.
  await vi.waitFor(
    async () => {
      expect(await sampleOf('up{job="medinovai-portal"}')).toBe(1);
      expect(
        await sampleOf('authentication_attempts_total{job="medinovai-portal",status="failed",method="password"}'),
      ).toBe(0);
      expect(await sampleOf('data_export_total{job="medinovai-portal",resource="audit-log"}')).toBe(0);
      expect(await sampleOf('audit_events_total{job="medinovai-portal",event_type="LOGIN_FAILURE"}')).toBe(0);
      expect(await sampleOf('portal_ingest_total{source="alertmanager",status="unavailable"}')).toBe(0);
      expect(await sampleOf('portal_outbox_oldest_age_seconds{target="slack"}')).toBe(0);
      // No job ran yet: never, which is not the same as missing.
      expect(await sampleOf('portal_leg_seen_timestamp_seconds{leg="job:reconcile-alerts"}')).toBe(0);
    },
    { timeout: 20_000, interval: 500 },
  );
  const anonymous = { ...contextOf("admin"), actor: { kind: "anonymous" as const, permissions: new Set<never>() } };
  for (let attempt = 0; attempt < 3; attempt++)
    await expect(
      signInWithPassword(anonymous, { email: "nobody@example.test", password: "wrong password" }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  await recordDenial(contextOf("product"), "/api/audit/entries", new PortalError("forbidden", "no"));
  await exportAuditEntries(contextOf("compliance"), { format: "csv" });
  const seen: [query: string, value: number][] = [
    ['sum by (job) (authentication_attempts_total{job="medinovai-portal",status="failed"})', 3],
    ['audit_events_total{job="medinovai-portal",event_type="LOGIN_FAILURE",outcome="failure"}', 3],
    ['audit_events_total{job="medinovai-portal",event_type="AUTHZ_DENIED",outcome="denied"}', 1],
    ['data_access_denied_total{job="medinovai-portal",resource="/api/audit/entries"}', 1],
    ['data_export_total{job="medinovai-portal",resource="audit-log"}', 1],
    ['audit_events_total{job="medinovai-portal",event_type="EXPORT_DATA"}', 1],
  ];
  await vi.waitFor(
    async () => {
      for (const [query, value] of seen) expect(await sampleOf(query), query).toBe(value);
      // What the alert on failed sign-ins looks at.
      expect(
        await sampleOf(
          'sum by (job) (increase(authentication_attempts_total{job="medinovai-portal",status="failed"}[5m]))',
        ),
      ).toBeGreaterThan(0);
    },
    { timeout: 20_000, interval: 500 },
  );
});

test("what the database knows of jobs is told, and is missing, not old, while it cannot be asked", async () => {
  const scrape = () => readMetrics(systemContext("scrape", ["metrics:read"]));
  await recordHeartbeat(await db(), "job:reconcile-alerts");
  const seen = /^portal_leg_seen_timestamp_seconds\{leg="job:reconcile-alerts"\} (\S+)$/m.exec(await scrape());
  expect(Math.abs(Number(seen?.[1]) - Date.now() / 1000)).toBeLessThan(60);
  await database.sql("ALTER TABLE heartbeats RENAME TO away");
  const without = await scrape();
  expect(without).not.toMatch(/^portal_(leg|outbox|anchor)\w*\{/m);
  expect(without).toMatch(/^audit_events_total\{/m);
  await database.sql("ALTER TABLE away RENAME TO heartbeats");
  expect(await scrape()).toMatch(/^portal_outbox_oldest_age_seconds\{target="slack"\} 0$/m);
});

test("it evaluates every alert's rule without a fault", async () => {
  await vi.waitFor(
    async () => {
      const reply = await fetch(`${prometheus.url}/api/v1/rules`);
      const { data } = (await reply.json()) as {
        data: { groups: { name: string; rules: { name: string; type: string; health: string }[] }[] };
      };
      const rules = data.groups.flatMap((group) => group.rules).filter(({ type }) => type === "alerting");
      expect(rules.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["AuditLogGap", "LatencyBudgetBurnsFast", "PortalPollFailing", "Watchdog"]),
      );
      expect(new Set(rules.map(({ health }) => health))).toEqual(new Set(["ok"]));
    },
    { timeout: 20_000, interval: 500 },
  );
});
