import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { datasources } from "@/lib/datasources/registry";
import { db } from "@/lib/db/client";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import { listSources } from "@/lib/status/list-sources";
import { probePrometheus } from "@/lib/status/probe-prometheus";
import type { Leg } from "@/lib/status/status-view";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

const MINUTE_MS = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "portal-status-"));
let database: ScratchDatabase;
let prometheus: RunningUpstream;
let answers: "well" | "badly" | "not" = "well";

beforeAll(async () => {
  prometheus = await startUpstream((response) => {
    if (answers === "well") response.end("Prometheus Server is Ready.\n");
    if (answers === "badly") response.writeHead(503).end("starting up");
  });
  const file = path.join(folder, "datasources.yaml");
  writeFileSync(
    file,
    `datasources:
  - { name: prometheus, type: prometheus, url: "${prometheus.url}" }
  - { name: cloudwatch, type: cloudwatch, region: us-east-1 }
alertmanagers:
  - { name: main, url: "${prometheus.url}" }
`,
  );
  process.env.DATASOURCES_FILE = file;
  database = await openScratchDatabase();
});
beforeEach(async () => {
  answers = "well";
  await (await db()).heartbeat.deleteMany();
});
afterAll(async () => {
  await database.close();
  await prometheus.stop();
  rmSync(folder, { recursive: true });
});

async function legs(): Promise<Map<string, Leg>> {
  await probePrometheus(datasources(), 0);
  const view = await listSources(contextOf("executive"));
  return new Map(view.legs.map((leg) => [leg.id, leg]));
}

test("what was never heard is unknown, not well", async () => {
  const seen = await legs();
  for (const id of [
    "source:cloudwatch",
    "poll:main",
    "watchdog:poll",
    "watchdog:webhook",
    "webhook",
    "job:daily-check",
  ])
    expect(seen.get(id), id).toMatchObject({ state: "unknown", lastSeenAt: null });
  expect(seen.get("database")).toMatchObject({ state: "ok" });
});

test("a Prometheus that is ready is well; one that is not, or hangs, is failing with the reason", async () => {
  expect((await legs()).get("source:prometheus")).toMatchObject({ state: "ok", name: "Prometheus", error: null });
  answers = "badly";
  expect((await legs()).get("source:prometheus")).toMatchObject({ state: "failing", error: expect.any(String) });
  answers = "not";
  expect((await legs()).get("source:prometheus")).toMatchObject({ state: "failing", error: expect.any(String) });
  answers = "well";
  expect((await legs()).get("source:prometheus")).toMatchObject({ state: "ok" });
});

test("heartbeats grow late, and a failure after the last one is failing with its words", async () => {
  const client = await db();
  await recordHeartbeat(client, "poll:main");
  await recordHeartbeat(client, "watchdog:poll", new Date(Date.now() - 13 * MINUTE_MS));
  await recordHeartbeat(client, "job:daily-check", new Date(Date.now() - 1_000));
  await recordFailure(client, "job:daily-check", "Error");
  const seen = await legs();
  expect(seen.get("poll:main")).toMatchObject({ state: "ok", inRail: true });
  expect(seen.get("watchdog:poll")).toMatchObject({ state: "late", inRail: true });
  expect(seen.get("job:daily-check")).toMatchObject({ state: "failing", error: "Error" });
});

test("what the webhook lost, and what waits or was set aside, is told with its number, time and reason", async () => {
  const client = await db();
  expect((await legs()).get("inbox")).toMatchObject({ state: "unknown", notes: [] });
  await recordHeartbeat(client, "webhook");
  await recordFailure(client, "webhook", "This is not a webhook body of version 4.");
  await recordHeartbeat(client, "webhook");
  await recordFailure(client, "webhook:alerts", "Their labels cannot be read.", 12);
  await recordHeartbeat(client, "inbox");
  const lost = await legs();
  expect(lost.get("webhook")).toMatchObject({
    state: "ok",
    notes: [expect.stringMatching(/^1 delivery was refused.*version 4/), expect.stringMatching(/^12 alerts/)],
  });
  expect(lost.get("inbox")).toMatchObject({ state: "ok", error: null });
  const delivery = { source: "alertmanager", sourceHealthy: true, alerts: 1, body: new Uint8Array(), requestId: "r" };
  const { seq } = await client.delivery.create({
    data: { ...delivery, receivedAt: new Date(Date.now() - MINUTE_MS * 4) },
  });
  expect((await legs()).get("inbox")).toMatchObject({
    state: "failing",
    error: expect.stringMatching(/^1 delivery waits/),
  });
  await client.delivery.update({ where: { seq }, data: { parkedAt: new Date(), lastError: "TypeError" } });
  expect((await legs()).get("inbox")).toMatchObject({ state: "failing", error: expect.stringContaining("set aside") });
  await client.delivery.deleteMany();
  expect((await legs()).get("inbox")).toMatchObject({ state: "ok" });
});

test("many readers make one probe", async () => {
  await probePrometheus(datasources(), 0);
  const before = prometheus.calls.length;
  await Promise.all(Array.from({ length: 20 }, () => listSources(contextOf("on_call"))));
  expect(prometheus.calls.length).toBe(before);
});
