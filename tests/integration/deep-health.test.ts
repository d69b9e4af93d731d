import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "@/app/api/health/deep/route";
import { appendAuditEntry } from "@/lib/audit/append";
import { db, transaction } from "@/lib/db/client";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import { readiness } from "@/lib/jobs/readiness";
import { liveUpdates, startLiveUpdates, stopLiveUpdates } from "@/lib/live/live-updates";
import { type DeepHealth, getDeepHealth } from "@/lib/status/get-deep-health";
import { sendHeartbeat } from "@/lib/status/send-heartbeat";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { contextOf } from "../support/context";
import { onServerOnly } from "../support/on-database-kind";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type RunningUpstream, startUpstream } from "../support/start-upstream";

const METRICS_TOKEN = randomBytes(32).toString("hex");
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const folder = mkdtempSync(path.join(tmpdir(), "portal-health-"));
const file = path.join(folder, "datasources.yaml");
writeFileSync(
  file,
  `datasources:
  - { name: cloudwatch, type: cloudwatch, region: us-east-1 }
alertmanagers:
  - { name: east, url: "http://127.0.0.1:1" }
  - { name: west, url: "http://127.0.0.1:1" }
`,
);
process.env.DATASOURCES_FILE = file;
process.env.METRICS_TOKEN = METRICS_TOKEN;
process.env.INGEST_TOKENS = randomBytes(32).toString("hex");

let database: ScratchDatabase;
const LEGS = [
  "poll:east",
  "poll:west",
  "watchdog:poll",
  "watchdog:webhook",
  "job:reconcile-alerts",
  "job:apply-deliveries",
];

beforeAll(async () => {
  database = await openScratchDatabase();
  await transaction((tx) => appendAuditEntry(tx, contextOf("admin"), { action: "SYSTEM_STARTED", outcome: "success" }));
});
beforeEach(async () => {
  await (await db()).heartbeat.deleteMany();
  for (const leg of LEGS) await recordHeartbeat(await db(), leg);
  await stopLiveUpdates();
  await startLiveUpdates();
  await vi.waitFor(() => expect(liveUpdates()?.feed.version()).not.toBeNull());
});
afterAll(async () => {
  await stopLiveUpdates();
  await database.close();
  rmSync(folder, { recursive: true });
});

let asked = 0;
/** Looked at anew, by a watcher whose limit nobody else uses. */
const look = () => getDeepHealth(contextOf("admin", { ip: `10.0.0.${asked++}` }), 0);
const leg = (health: DeepHealth, id: string) => health.legs.find((one) => one.id === id);
const seen = (id: string, at: Date | null) =>
  database.prisma.heartbeat.update({ where: { leg: id }, data: { lastSeenAt: at } });

describe("M09", () => {
  const ask = (headers: Record<string, string>, search = "") =>
    GET(browserRequest(`/api/health/deep${search}`, { headers }), routeParams());

  test("needs its token, and says nothing without it", async () => {
    for (const headers of [{}, { authorization: `Bearer ${randomBytes(32).toString("hex")}` }]) {
      const response = await ask(headers as Record<string, string>);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toMatch(/watchdog|ledger|database|version/i);
    }
    expect((await ask({}, `?token=${METRICS_TOKEN}`)).status).toBe(401);
    const { cookie } = await signInAs("on_call");
    expect((await GET(browserRequest("/api/health/deep", { cookie }), routeParams())).status).toBe(403);
    const response = await ask({ authorization: `Bearer ${METRICS_TOKEN}`, "sec-fetch-site": "none" });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ legs: expect.any(Array), checkedAt: expect.any(String) });
  });

  test("is limited, and looks seldom however often it is asked", async () => {
    const writes = async () =>
      (await database.prisma.heartbeat.findUnique({ where: { leg: "health:write" } }))?.lastSeenAt;
    const from = { ip: "192.0.2.1" };
    await getDeepHealth(contextOf("admin", from), 0);
    const first = await writes();
    for (let i = 0; i < 59; i++) await getDeepHealth(contextOf("admin", from));
    expect(await writes()).toEqual(first);
    expect(() => getDeepHealth(contextOf("admin", from))).toThrow(/60/);
  });
});

test("with every leg alive but the one that nobody asked, nothing is dead; what was never heard is not ok", async () => {
  const health = await look();
  expect(health.legs.filter(({ state }) => state !== "ok").map(({ id }) => id)).toEqual(
    expect.arrayContaining(["source:cloudwatch", "webhook"]),
  );
  expect(health.status).toBe("degraded");
  for (const id of [...LEGS, "database", "ledger", "listener"])
    expect(leg(health, id), id).toMatchObject({ state: "ok" });
});

describe("each way of the Watchdog by itself", () => {
  test.each(["watchdog:webhook", "watchdog:poll"])("%s", async (id) => {
    await seen(id, ago(4));
    expect([leg(await look(), id)?.state, (await look()).status]).toEqual(["late", "degraded"]);
    await seen(id, ago(11));
    const health = await look();
    expect(leg(health, id)).toMatchObject({ state: "dead", mustLive: true, lastSeenAt: expect.any(String) });
    expect(health.status).toBe("dead");
    await database.prisma.heartbeat.delete({ where: { leg: id } });
    expect(leg(await look(), id)).toMatchObject({ state: "unknown" });
    expect((await look()).status).toBe("dead");
  });
});

test("one Alertmanager of two may be away, both may not", async () => {
  await seen("poll:east", ago(5));
  const health = await look();
  expect([leg(health, "poll:east")?.state, health.status]).toEqual(["dead", "degraded"]);
  await recordFailure(database.prisma, "poll:west", "refused");
  expect((await look()).status).toBe("dead");
});

test("a vital job that is overdue, failed or never ran is death; another job is not", async () => {
  await seen("job:reconcile-alerts", ago(4));
  expect(leg(await look(), "job:reconcile-alerts")).toMatchObject({ state: "dead", words: "It is overdue." });
  await recordHeartbeat(database.prisma, "job:reconcile-alerts");
  await recordFailure(database.prisma, "job:apply-deliveries", "Error");
  expect(leg(await look(), "job:apply-deliveries")).toMatchObject({ state: "dead" });
  await database.prisma.heartbeat.delete({ where: { leg: "job:apply-deliveries" } });
  expect([leg(await look(), "job:apply-deliveries")?.state, (await look()).status]).toEqual(["unknown", "dead"]);
  await recordHeartbeat(database.prisma, "job:apply-deliveries");
  await recordFailure(database.prisma, "job:daily-check", "Error");
  expect([leg(await look(), "job:daily-check")?.state, (await look()).status]).toEqual(["dead", "degraded"]);
});

test("a ledger whose head is not its last entry is death", async () => {
  await database.sql("UPDATE audit_head SET size = size + 1");
  try {
    expect(leg(await look(), "ledger")).toMatchObject({ state: "dead", mustLive: true });
  } finally {
    await database.sql("UPDATE audit_head SET size = size - 1");
  }
  expect(leg(await look(), "ledger")).toMatchObject({ state: "ok" });
});

test("a database that cannot be written to is death, and the answer still comes", async () => {
  await database.sql("ALTER TABLE heartbeats RENAME TO heartbeats_away");
  try {
    const health = await look();
    expect(leg(health, "database")).toMatchObject({ state: "dead" });
    expect(health.status).toBe("dead");
    expect(JSON.stringify(health)).not.toMatch(/heartbeats_away|relation|SELECT|INSERT/);
  } finally {
    await database.sql("ALTER TABLE heartbeats_away RENAME TO heartbeats");
  }
});

onServerOnly("a listener that cannot listen is late at once, and dead after half a minute", async () => {
  await database.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listener' AND datname = current_database()",
  );
  await vi.waitFor(() => expect(liveUpdates()!.feed.downSince()).not.toBeNull());
  const feed = liveUpdates()!.feed;
  const since = Date.now();
  vi.spyOn(feed, "downSince").mockReturnValue(since);
  expect(leg(await look(), "listener")).toMatchObject({ state: "late" });
  vi.spyOn(feed, "downSince").mockReturnValue(since - 31_000);
  expect(leg(await look(), "listener")).toMatchObject({ state: "dead" });
  vi.restoreAllMocks();
});

test("a listener that was never started is unknown, which is not ok", async () => {
  await stopLiveUpdates();
  const health = await look();
  expect([leg(health, "listener")?.state, health.status]).toEqual(["unknown", "dead"]);
});

describe("the heartbeat to a service outside", () => {
  let outside: RunningUpstream;
  let answer = 200;
  beforeAll(async () => {
    outside = await startUpstream((response) => {
      if (answer === 302) response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
      else response.writeHead(answer, { "content-type": "text/plain" }).end("OK");
    });
  });
  beforeEach(() => {
    answer = 200;
    outside.calls.length = 0;
  });
  afterAll(() => outside.stop());
  const send = () => sendHeartbeat(`${outside.url}/ping/0c1d-secret?from=portal`);

  test("is one GET of the configured address, without a word of ours", async () => {
    await send();
    expect(outside.calls).toHaveLength(1);
    expect(outside.calls[0]).toMatchObject({ method: "GET", path: "/ping/0c1d-secret?from=portal", body: "" });
    expect(outside.calls[0]!.headers).not.toHaveProperty("authorization");
    expect(outside.calls[0]!.headers).not.toHaveProperty("cookie");
  });

  test("is not sent while the portal is not well, or cannot know that it is", async () => {
    await seen("job:reconcile-alerts", ago(4));
    await expect(send()).rejects.toThrow(/job:reconcile-alerts/);
    await database.prisma.heartbeat.delete({ where: { leg: "job:reconcile-alerts" } });
    await expect(send()).rejects.toThrow(/job:reconcile-alerts/);
    expect(outside.calls).toHaveLength(0);
  });

  test("is sent while only the alerts' source is dead: that is another alarm", async () => {
    await seen("watchdog:poll", ago(60));
    await seen("watchdog:webhook", ago(60));
    await send();
    expect(outside.calls).toHaveLength(1);
  });

  test.each([500, 302])("fails when it is answered with %d, and its address is not in the words", async (status) => {
    answer = status;
    const failure = await send().then(
      () => null,
      (error: Error) => error,
    );
    expect(failure?.message).toMatch(new RegExp(String(status)));
    expect(failure?.message).not.toMatch(/secret|127\.0\.0\.1/);
    expect(outside.calls).toHaveLength(1);
  });
});

test("M08 all who ask at one moment whether the portal is ready are one question to the database", async () => {
  const spy = vi.spyOn(await db(), "$queryRaw");
  const asked = () => spy.mock.calls.filter(([text]) => String(text).includes("SELECT 1")).length;
  const answers = await Promise.all(Array.from({ length: 50 }, () => readiness()));
  expect([answers.length, asked()]).toEqual([50, 1]);
  await readiness();
  expect(asked()).toBe(2);
  spy.mockRestore();
});
