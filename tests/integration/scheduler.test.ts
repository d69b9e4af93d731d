import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { requestJob } from "@/lib/db/request-job";
import type { Job } from "@/lib/jobs/job";
import { acquireLease, releaseLease, renewLease } from "@/lib/jobs/lease";
import { type Scheduler, startScheduler } from "@/lib/jobs/scheduler";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
const schedulers: Scheduler[] = [];

beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await (await db()).jobLease.deleteMany();
  await (await db()).heartbeat.deleteMany();
});
afterAll(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  await database.close();
});

function start(...jobs: Job[]): Scheduler {
  const scheduler = startScheduler(jobs);
  schedulers.push(scheduler);
  return scheduler;
}

test("of many replicas one gets the lease, and the next only after the period", async () => {
  const replicas = Array.from({ length: 8 }, (_, index) => `replica-${index}`);
  const wins = await Promise.all(replicas.map((holder) => acquireLease("tidy", holder, 0.3, 60)));
  expect(wins.filter(Boolean)).toHaveLength(1);
  await releaseLease("tidy", replicas[wins.indexOf(true)]!, 0.3);
  expect(await acquireLease("tidy", "replica-9", 0.3, 60)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(await acquireLease("tidy", "replica-9", 0.3, 60)).toBe(true);
});

test("a lease outlives its holder only until it expires, and the job is then due at once", async () => {
  expect(await acquireLease("tidy", "dies", 86_400, 0.2)).toBe(true);
  expect(await acquireLease("tidy", "waits", 86_400, 60)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await acquireLease("tidy", "waits", 86_400, 60)).toBe(true);
  expect(await renewLease("tidy", "dies", 60)).toBe(false);
  expect(await renewLease("tidy", "waits", 60)).toBe(true);
});

test("a requested job is due at once, also when the request comes while it runs", async () => {
  expect(await acquireLease("tidy", "one", 86_400, 60)).toBe(true);
  await transaction((tx) => requestJob(tx, "tidy"));
  await releaseLease("tidy", "one", 86_400);
  expect(await acquireLease("tidy", "two", 86_400, 60)).toBe(true);
  await releaseLease("tidy", "two", 86_400);
  expect(await acquireLease("tidy", "one", 86_400, 60)).toBe(false);
});

test("the scheduler runs a job once per period over two replicas, as the system with the job's permissions", async () => {
  const runs: { at: number; actor: string; may: boolean }[] = [];
  const job: Job = {
    name: "count",
    everySeconds: 0.6,
    permissions: ["alert:read"],
    run: async ({ actor }) => {
      const name = actor.kind === "system" ? actor.name : actor.kind;
      runs.push({ at: performance.now(), actor: name, may: actor.permissions.has("alert:read") });
    },
  };
  start(job);
  start(job);
  await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(3), 10_000);
  const gaps = runs.slice(1).map((run, index) => run.at - runs[index]!.at);
  expect(Math.min(...gaps)).toBeGreaterThan(550);
  expect(runs[0]).toMatchObject({ actor: "count", may: true });
  expect(await (await db()).heartbeat.findUnique({ where: { leg: "job:count" } })).toMatchObject({ lastError: null });
});

test("a failing job is noted and tried again, and does not stop its neighbours", async () => {
  let failures = 0;
  let others = 0;
  const broken: Job = {
    name: "broken",
    everySeconds: 0.3,
    run: async () => {
      failures += 1;
      throw new TypeError("secret words");
    },
  };
  const scheduler = start(broken, {
    name: "other",
    everySeconds: 0.3,
    run: async () => {
      others += 1;
    },
  });
  await vi.waitFor(() => expect(Math.min(failures, others)).toBeGreaterThanOrEqual(2), 10_000);
  await scheduler.stop();
  const beat = await (await db()).heartbeat.findUnique({ where: { leg: "job:broken" } });
  expect(beat).toMatchObject({ lastSeenAt: null, lastError: "TypeError" });
  const stoppedAt = others;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(others).toBe(stoppedAt);
});
