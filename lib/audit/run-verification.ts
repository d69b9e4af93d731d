import "server-only";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { readAnchored } from "./anchor/read-anchored";
import { appendAuditEntry } from "./append";
import type { RecordedVerification } from "./verification";
import { verifyLedger } from "./verify-ledger";

let running: Promise<RecordedVerification> | undefined;

/**
 * Checks the whole ledger, also against what its anchors give back, and records the verdict in it. Callers at the same
 * time share one pass.
 */
export async function runVerification(ctx: RequestContext): Promise<RecordedVerification> {
  running ??= verifyWithAnchors().finally(() => {
    running = undefined;
  });
  const verdict = await running;
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "LEDGER_VERIFIED",
      outcome: verdict.ok ? "success" : "failure",
      subject: { type: "ledger", id: "portal" },
      detail: { ...verdict },
    }),
  );
  return verdict;
}

/** The anchors are read first: what they hold then is stored when the walk comes to its end. */
async function verifyWithAnchors(): Promise<RecordedVerification> {
  const { checkpoints, read, unread } = await readAnchored();
  return { ...(await verifyLedger(checkpoints)), anchorsRead: read, anchorsUnread: unread };
}
