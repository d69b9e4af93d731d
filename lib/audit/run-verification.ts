import "server-only";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { readAnchored } from "./anchor/read-anchored";
import { appendAuditEntry } from "./append";
import type { Verification } from "./verification";
import { verifyLedger } from "./verify-ledger";

/** A verdict, and which anchors it was held against: their labels. */
export interface AnchoredVerification extends Verification {
  anchorsRead: string[];
  anchorsUnread: string[];
}

let running: Promise<AnchoredVerification> | undefined;

/**
 * Checks the whole ledger, also against what its anchors give back, and records the verdict in it. Callers at the same
 * time share one pass.
 */
export async function runVerification(ctx: RequestContext): Promise<AnchoredVerification> {
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
async function verifyWithAnchors(): Promise<AnchoredVerification> {
  const { checkpoints, read, unread } = await readAnchored();
  return { ...(await verifyLedger(checkpoints)), anchorsRead: read, anchorsUnread: unread };
}
