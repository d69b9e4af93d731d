import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import type { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { countPhiQuery } from "./sign-in-throttle";

const log = loggerFor("auth");

/**
 * Writes to the ledger that somebody searched for what could name a person: the field and the class, never the value,
 * and no hash of it, which could be guessed back. A search is sent as it is typed: of one person's only so many are
 * written. It is refused in any case, so a failing ledger only logs here.
 */
export async function recordPhiQuery(ctx: RequestContext, route: string, { extra }: PortalError): Promise<void> {
  try {
    if (!(await countPhiQuery(ctx.actor, ctx.now))) return;
    await transaction((tx) =>
      appendAuditEntry(tx, ctx, {
        action: "PHI_QUERY_REFUSED",
        outcome: "denied",
        subject: { type: "route", id: route },
        detail: { class: String(extra.class), field: String(extra.field) },
      }),
    );
  } catch (failure) {
    log.error({ err: failure }, "a refused search could not be written to the ledger");
  }
}
