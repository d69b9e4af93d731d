import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { limitExports } from "@/lib/audit/limit-exports";
import { authorize } from "@/lib/auth/authorize";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { dataExportTotal } from "@/lib/telemetry/metrics";
import { isoInZone } from "@/lib/time/iso-in-zone";
import { getPerformance } from "./get-performance";
import { performanceCsv } from "./performance-csv";
import type { PerformanceQuery } from "./performance-query";

export const EXPORTS_PER_HOUR = 5;
const SUBJECT = { type: "alert-performance", id: "csv" };

export interface PerformanceFile {
  name: string;
  text: string;
}

/**
 * The figures of a period as CSV, recorded before it leaves. Throws bad_request, and rate_limited beyond five files an
 * hour. Needs alert-performance:read, and a person.
 */
export async function exportPerformance(ctx: RequestContext, query: PerformanceQuery): Promise<PerformanceFile> {
  authorize(ctx.actor, "alert-performance:read");
  const { actor } = ctx;
  if (actor.kind !== "user") throw new PortalError("forbidden", "Only a person can download this.");
  const view = await getPerformance(ctx, query);
  const text = performanceCsv(view);
  const rows = text.split("\r\n").length - 2;
  await transaction(async (tx) => {
    const { from, to, zone, withoutSecurity } = view;
    const detail = { format: "csv", from, to, zone, withoutSecurity, rows };
    await appendAuditEntry(tx, ctx, { action: "EXPORT_DATA", subject: SUBJECT, detail });
    await limitExports(tx, actor, `${SUBJECT.type}:${SUBJECT.id}`, EXPORTS_PER_HOUR);
  });
  dataExportTotal.inc({ resource: "alert-performance" });
  const day = (at: string) => isoInZone(Date.parse(at), view.zone).slice(0, 10);
  return { name: `alert-performance-${day(view.from)}-${day(view.to)}.csv`, text };
}
