import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import type { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { dataAccessDeniedTotal } from "@/lib/telemetry/metrics";
import { mayRecordDenial } from "./may-record-denial";

const log = loggerFor("auth");

/**
 * Writes a refusal to the ledger. The request is refused in any case, so a failing ledger only logs here.
 * Of those that anybody can cause only so many are written; the metric counts them all.
 */
export async function recordDenial(ctx: RequestContext, route: string, error: PortalError): Promise<void> {
  dataAccessDeniedTotal.inc({ resource: route });
  try {
    if (isAnybodys(ctx, error) && !(await mayRecordDenial(route, ctx.now))) return;
    await transaction((tx) =>
      appendAuditEntry(tx, ctx, {
        action: error.code === "cross_site" ? "CROSS_SITE_REFUSED" : "AUTHZ_DENIED",
        outcome: "denied",
        subject: { type: "route", id: route },
        detail: { reason: error.message },
      }),
    );
  } catch (failure) {
    log.error({ err: failure }, "a denial could not be written to the ledger");
  }
}

/** Cross-site attempts are counted before, by the address. */
function isAnybodys({ actor }: RequestContext, { code }: PortalError): boolean {
  return actor.kind === "anonymous" && code !== "cross_site";
}
