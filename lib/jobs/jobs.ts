import "server-only";
import { expireJob } from "@/lib/alerts/expire-job";
import { inboxJob } from "@/lib/alerts/inbox/inbox-job";
import { purgeJob } from "@/lib/alerts/purge-job";
import { reconcileJob } from "@/lib/alerts/reconcile-job";
import { dailyCheckJob } from "@/lib/compliance/daily-check-job";
import { deliverJob } from "@/lib/outbox/deliver-job";
import { settleJob } from "@/lib/silences/settle-job";
import type { Job } from "./job";

/** Everything the portal does by the clock. Order is of no meaning. */
export const jobs: readonly Job[] = [inboxJob, reconcileJob, expireJob, dailyCheckJob, purgeJob, deliverJob, settleJob];
