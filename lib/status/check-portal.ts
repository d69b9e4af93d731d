import "server-only";
import { RECONCILE_JOB } from "@/lib/alertmanager/reconcile-job-name";
import { inboxJob } from "@/lib/alerts/inbox/inbox-job";
import { readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { recordHeartbeat } from "@/lib/db/heartbeat";
import { liveUpdates } from "@/lib/live/live-updates";
import { checkInTime } from "./check-in-time";
import type { HealthLeg } from "./health-leg";
import { judgeLeg } from "./judge-leg";

/** Its own row, so that a write can be read back. */
const PROBE_LEG = "health:write";
const FRESH_MS = 60_000;
/** A listening connection that was cut is opened again within seconds. */
const LISTENER_DEAD_MS = 30_000;
/** Without them no delivery is applied, and no lost one found. Both run many times in three minutes. */
const VITAL_JOBS = [inboxJob.name, RECONCILE_JOB];
const JOB_LATE_SECONDS = 180;

/** What the portal itself stands on, looked at now: each of them must live. Never throws. */
export function checkPortal(): Promise<HealthLeg[]> {
  return Promise.all([
    checkInTime("database", checkDatabase),
    checkInTime("ledger", checkLedger),
    checkInTime("listener", checkListener),
    ...VITAL_JOBS.map((name) => checkInTime(`job:${name}`, () => checkJob(`job:${name}`))),
  ]);
}

type Finding = Pick<HealthLeg, "state" | "words">;
const WELL: Finding = { state: "ok", words: null };

async function checkDatabase(): Promise<Finding> {
  const client = await db();
  await recordHeartbeat(client, PROBE_LEG);
  const row = await client.heartbeat.findUnique({ where: { leg: PROBE_LEG } });
  const age = (await databaseNow(client)) - (row?.lastSeenAt?.getTime() ?? 0);
  return age < FRESH_MS ? WELL : { state: "dead", words: "What was written is not what is read." };
}

/**
 * The head must be the last entry's: an entry without its head, or the other way round, is a broken chain. And no
 * anchor may hold what the ledger does not continue.
 */
async function checkLedger(): Promise<Finding> {
  const [head] = await (await db()).$queryRaw<{ whole: boolean }[]>`
    SELECT h.size = 0 OR COALESCE(e.hash = h.hash, false) AS whole
    FROM audit_head h LEFT JOIN audit_entries e ON e.seq = h.size - 1 WHERE h.id = 1`;
  if (!head?.whole) return { state: "dead", words: "The ledger's head is not its last entry." };
  const contradicted = (await readAnchorStates()).some((anchor) => anchor.contradicted);
  return contradicted ? { state: "dead", words: "An anchor holds what the ledger does not continue." } : WELL;
}

async function checkListener(): Promise<Finding> {
  const feed = liveUpdates()?.feed;
  if (!feed) return { state: "unknown", words: "It was not started." };
  const downSince = feed.downSince();
  if (downSince === null) return WELL;
  const state = Date.now() - downSince > LISTENER_DEAD_MS ? "dead" : "late";
  return { state, words: "Changes made elsewhere are not heard: pages ask every few seconds instead." };
}

async function checkJob(leg: string): Promise<Finding> {
  const client = await db();
  const row = await client.heartbeat.findUnique({ where: { leg } });
  const signs = {
    lastSeenAt: row?.lastSeenAt?.getTime() ?? null,
    failedAt: row?.errorAt?.getTime() ?? null,
    lateAfterSeconds: JOB_LATE_SECONDS,
  };
  switch (judgeLeg(signs, await databaseNow(client))) {
    case "ok":
      return WELL;
    case "unknown":
      return { state: "unknown", words: "It has not finished yet." };
    case "late":
      return { state: "dead", words: "It is overdue." };
    case "failing":
      return { state: "dead", words: "Its last run failed." };
  }
}
