import "server-only";
import { expireJob } from "@/lib/alerts/expire-job";
import { inboxJob } from "@/lib/alerts/inbox/inbox-job";
import { purgeJob } from "@/lib/alerts/purge-job";
import { reconcileJob } from "@/lib/alerts/reconcile-job";
import { anchorJob } from "@/lib/audit/anchor/anchor-job";
import { anchors } from "@/lib/audit/anchor/anchors";
import { checkpointJob } from "@/lib/audit/checkpoint/checkpoint-job";
import { dailyCheckJob } from "@/lib/compliance/daily-check-job";
import { env } from "@/lib/env";
import { deliverJob } from "@/lib/outbox/deliver-job";
import { settleJob } from "@/lib/silences/settle-job";
import { heartbeatJob } from "@/lib/status/heartbeat-job";
import type { Job } from "./job";

const ALWAYS: readonly Job[] = [
  inboxJob,
  reconcileJob,
  expireJob,
  checkpointJob,
  dailyCheckJob,
  purgeJob,
  deliverJob,
  settleJob,
];

/** Everything the portal does by the clock, as it is configured. Order is of no meaning. */
export function jobs(): readonly Job[] {
  return [...ALWAYS, ...(anchors().length > 0 ? [anchorJob] : []), ...(env().HEARTBEAT_URL ? [heartbeatJob] : [])];
}
