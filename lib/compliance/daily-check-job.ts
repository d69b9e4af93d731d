import "server-only";
import { db } from "@/lib/db/client";
import type { Job } from "@/lib/jobs/job";
import { dayBefore, dayBounds, dayOf } from "./day";
import { runDay } from "./run-day";

const EVERY_SECONDS = 300;
const RUNS_AT_MS = 15 * 60_000; // 00:15 UTC: late entries of the day are in

/** Checks yesterday once it is over, whenever the portal is next up; a day that has its run costs one query. */
export const dailyCheckJob: Job = {
  name: "daily-check",
  everySeconds: EVERY_SECONDS,
  permissions: ["compliance:run"],
  async run(ctx) {
    const now = ctx.now.getTime();
    const { start: today } = dayBounds(dayOf(now));
    if (now < today + RUNS_AT_MS) return;
    const day = dayBefore(now);
    const client = await db();
    // A run started while the day was not over does not count.
    const done = await client.complianceRun.findFirst({ where: { day, startedAt: { gte: new Date(today) } } });
    if (!done) await runDay(ctx, day);
  },
};
