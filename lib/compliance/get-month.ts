import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { MonthView } from "./month-view";
import { readMonth } from "./read-month";

/** Checks × days of a month. Needs compliance:read. */
export async function getMonth(ctx: RequestContext, month: string): Promise<MonthView> {
  authorize(ctx.actor, "compliance:read");
  return transaction((tx) => readMonth(tx, month, ctx.now));
}
