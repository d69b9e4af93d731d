import "server-only";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "./append";
import type { Verification } from "./verification";
import { verifyLedger } from "./verify-ledger";

let running: Promise<Verification> | undefined;

/** Checks the whole ledger and records the verdict in it. Callers at the same time share one pass. */
export async function runVerification(ctx: RequestContext): Promise<Verification> {
  running ??= verifyLedger().finally(() => {
    running = undefined;
  });
  const verdict = await running;
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "LEDGER_VERIFIED",
      outcome: verdict.ok ? "success" : "failure",
      subject: { type: "ledger", id: "portal" },
      detail: verdict,
    }),
  );
  return verdict;
}
