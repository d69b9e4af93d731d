import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import type { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { dataAccessDeniedTotal } from "@/lib/telemetry/metrics";

const log = loggerFor("auth");

/** Writes a refusal to the ledger. The request is refused in any case, so a failing ledger only logs here. */
export async function recordDenial(ctx: RequestContext, route: string, error: PortalError): Promise<void> {
  dataAccessDeniedTotal.inc({ resource: route });
  try {
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
