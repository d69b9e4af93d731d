import "server-only";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "./append";

/** Writes to the ledger that somebody sent query text of their own. The text itself is not kept: it may hold PHI. */
export async function recordRefusedQuery(ctx: RequestContext, dashboardId: string): Promise<void> {
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "RAW_QUERY_REFUSED",
      outcome: "denied",
      subject: { type: "dashboard", id: dashboardId },
    }),
  );
}
