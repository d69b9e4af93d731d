import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendRefusal } from "./append-refusal";
import { type DraftEntry, draftEntry, type NewAuditEntry } from "./draft-entry";

/** Prepares entries in order; one that cannot be recorded throws as its append would. */
export function draftEntries(ctx: RequestContext, entries: readonly NewAuditEntry[]): DraftEntry[] {
  try {
    return entries.map((entry) => draftEntry(ctx, entry));
  } catch (error) {
    throw appendRefusal(error);
  }
}
