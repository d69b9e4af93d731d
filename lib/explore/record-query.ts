import "server-only";
import { createHash } from "node:crypto";
import { appendAuditEntry } from "@/lib/audit/append";
import { limitPerMinute } from "@/lib/audit/limit-per-minute";
import type { UserActor } from "@/lib/auth/actor";
import { transaction } from "@/lib/db/client";
import { isStorable } from "@/lib/http/storable-text";
import type { RequestContext } from "@/lib/telemetry/context";
import { isShortEnough } from "./parse-query";

const PER_MINUTE = 30;

interface Recorded {
  query: string;
  source: string;
  from: string;
  to: string;
  /** Why it was not sent on; left out: it is. */
  refused?: string;
}

/**
 * Writes a query to the ledger before its source is asked: what cannot be recorded is not run. The text is redacted,
 * its SHA-256 tells whether two were the same. Throws rate_limited for the 31st of a person in a minute, whichever
 * replicas took the others: the ledger's head lets one writer count at a time, and a refused one leaves no entry.
 */
export async function recordQuery(ctx: RequestContext, actor: UserActor, recorded: Recorded): Promise<void> {
  const { query, source, refused, ...range } = recorded;
  await transaction(async (tx) => {
    await appendAuditEntry(tx, ctx, {
      action: "QUERY_EXPLORED",
      outcome: refused === undefined ? "success" : "denied",
      subject: { type: "datasource", id: source },
      detail: {
        // One that is too long to be looked through, or cannot be written down, is known by its hash alone.
        query: isShortEnough(query) && isStorable(query) ? query : undefined,
        sha256: createHash("sha256").update(query).digest("hex"),
        ...range,
        refused,
      },
    });
    await limitPerMinute(tx, actor, {
      action: "QUERY_EXPLORED",
      most: PER_MINUTE,
      words: `You may run ${PER_MINUTE} queries of your own a minute.`,
    });
  });
}
