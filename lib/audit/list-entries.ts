import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "./append";
import type { AuditPage } from "./audit-page";
import { entryFilter } from "./entry-filter";
import { entryView } from "./entry-view";
import type { AuditListQuery } from "./list-query";

/**
 * One page of the ledger, newest first, by keyset over the sequence number. Looking is recorded before anything is
 * shown: when the ledger cannot be written, it cannot be read here either. Needs audit:read.
 */
export async function listAuditEntries(ctx: RequestContext, query: AuditListQuery): Promise<AuditPage> {
  authorize(ctx.actor, "audit:read");
  const { before, after, limit, ...filter } = query;
  const client = await db();
  const rows = await client.auditEntry.findMany({
    where: { ...entryFilter(filter), seq: { lt: before, gt: after } },
    orderBy: { seq: after === undefined ? "desc" : "asc" },
    take: limit + 1,
  });
  const more = rows.length > limit;
  const entries = rows.slice(0, limit).map(entryView);
  if (after !== undefined) entries.reverse();
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, { action: "AUDIT_VIEWED", detail: { filter: { ...filter }, rows: entries.length } }),
  );
  const first = entries.at(0)?.seq ?? null;
  const last = entries.at(-1)?.seq ?? null;
  return {
    entries,
    older: after !== undefined || more ? last : null,
    newer: before !== undefined || (after !== undefined && more) ? first : null,
  };
}
