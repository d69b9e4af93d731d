import { appendAuditEntry } from "@/lib/audit/append";
import { appendAuditEntries } from "@/lib/audit/append-many";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";

/** One entry in a transaction of its own. */
export function appendOne(ctx: RequestContext, entry: Partial<NewAuditEntry> = {}): Promise<bigint> {
  return transaction((tx) => appendAuditEntry(tx, ctx, { action: "ANNOTATION_CREATED", ...entry }));
}

export async function appendMany(ctx: RequestContext, count: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await appendOne(ctx, { subject: { type: "annotation", id: String(index) } });
}

/** `count` entries in one transaction. */
export function appendTogether(ctx: RequestContext, count: number): Promise<void> {
  return transaction((tx) =>
    appendAuditEntries(
      tx,
      ctx,
      Array.from({ length: count }, (_, index) => ({
        action: "ANNOTATION_CREATED" as const,
        subject: { type: "annotation", id: String(index) },
      })),
    ),
  );
}
