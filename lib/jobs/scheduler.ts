import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { requestScope } from "@/lib/telemetry/request-scope";
import type { Job } from "./job";
import { acquireLease, releaseLease, renewLease } from "./lease";

const log = loggerFor("jobs");

const LEASE_SECONDS = 60;
const RENEW_SECONDS = 20;
const RETRY_SECONDS = 60;
const MAX_LOOK_SECONDS = 30;
const STOP_WAIT_MS = 5_000;

export interface Scheduler {
  /** No new run starts; resolves when the running ones ended, or after five seconds. */
  stop(): Promise<void>;
}

/**
 * Runs jobs in this process. Every replica looks several times per period (with jitter, so that replicas do not look
 * together) whether a job is due; the lease lets one of them run it. A failing run is logged and tried again.
 */
export function startScheduler(jobs: readonly Job[]): Scheduler {
  const holder = randomUUID();
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function lookLater(job: Job): void {
    if (stopped) return;
    const period = job.lookEverySeconds ?? Math.min(job.everySeconds / 6, MAX_LOOK_SECONDS);
    const seconds = period * (0.9 + Math.random() * 0.2);
    const timer = setTimeout(() => look(job), seconds * 1000);
    timer.unref();
    timers.set(job.name, timer);
  }

  function look(job: Job): void {
    const run = runWhenDue(job, holder).finally(() => {
      running.delete(run);
      lookLater(job);
    });
    running.add(run);
  }

  for (const job of jobs) lookLater(job);
  return {
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.race([Promise.all(running), new Promise((resolve) => setTimeout(resolve, STOP_WAIT_MS).unref())]);
    },
  };
}

/** Never throws: a job's failure must not end the others. */
async function runWhenDue(job: Job, holder: string): Promise<void> {
  try {
    if (!(await acquireLease(job.name, holder, job.everySeconds, LEASE_SECONDS))) return;
  } catch (error) {
    log.error({ err: error, job: job.name }, "the lease of a job could not be read");
    return;
  }
  const renewal = setInterval(() => {
    renewLease(job.name, holder, LEASE_SECONDS).catch((error) =>
      log.error({ err: error, job: job.name }, "the lease of a job could not be renewed"),
    );
  }, RENEW_SECONDS * 1000);
  const started = performance.now();
  try {
    await runOnce(job);
    await releaseLease(job.name, holder, job.everySeconds);
    await recordHeartbeat(await db(), `job:${job.name}`);
    log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, "job done");
  } catch (error) {
    log.error({ err: error, job: job.name }, "job failed");
    await noteFailure(job, holder, error);
  } finally {
    clearInterval(renewal);
  }
}

function runOnce(job: Job): Promise<void> {
  const requestId = randomUUID();
  const ctx: RequestContext = {
    actor: { kind: "system", name: job.name, permissions: new Set(job.permissions) },
    now: new Date(),
    requestId,
  };
  return requestScope.run({ requestId, route: `job:${job.name}` }, () => job.run(ctx));
}

async function noteFailure(job: Job, holder: string, error: unknown): Promise<void> {
  try {
    await releaseLease(job.name, holder, job.everySeconds, Math.min(job.everySeconds, RETRY_SECONDS));
    // The text of an unexpected error may hold SQL or addresses: the log has it, the status page does not.
    await recordFailure(await db(), `job:${job.name}`, error instanceof Error ? error.name : "failed");
  } catch (failure) {
    log.error({ err: failure, job: job.name }, "the failure of a job could not be noted");
  }
}
