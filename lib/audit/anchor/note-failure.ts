import "server-only";
import { type Transaction, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import type { Anchor } from "./anchor";
import { AnchorContradiction } from "./anchor-contradiction";
import type { AnchorFailure } from "./anchor-failure";
import type { ClaimedAnchor } from "./claim-anchor";

const FIRST_SECONDS = 55;
const LONGEST_SECONDS = 3_600;

/**
 * Notes why an anchor holds nothing newer, and when it is tried again. That it contradicts the ledger, or lost what it
 * held, is an entry of the ledger, once.
 */
export async function noteFailure(
  ctx: RequestContext,
  anchor: Anchor,
  before: ClaimedAnchor,
  failure: AnchorFailure | AnchorContradiction,
): Promise<void> {
  const contradicts = failure instanceof AnchorContradiction;
  const lost = !contradicts && failure.lost;
  await transaction(async (tx) => {
    await write(tx, anchor, { words: failure.message, contradicts, lost, seconds: delayOf(anchor, before.failures) });
    if (!lost && (!contradicts || before.contradicted)) return;
    await appendAuditEntry(tx, ctx, {
      action: contradicts ? "ANCHOR_CONTRADICTED" : "ANCHOR_LOST",
      outcome: "failure",
      subject: { type: "anchor", id: anchor.name },
      detail: { reason: failure.message, size: before.size },
    });
  });
}

/** Doubling from a minute to an hour, but never longer than its usual pause; spread a little. */
function delayOf({ everySeconds }: Anchor, failures: number): number {
  const longest = Math.max(FIRST_SECONDS, Math.min(LONGEST_SECONDS, everySeconds));
  return Math.min(FIRST_SECONDS * 2 ** Math.min(failures, 10), longest) * (0.9 + Math.random() * 0.1);
}

interface Note {
  words: string;
  contradicts: boolean;
  lost: boolean;
  seconds: number;
}

/** What was lost is forgotten here, so that the next attempt begins anew. */
async function write(tx: Transaction, { name }: Anchor, { words, contradicts, lost, seconds }: Note): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit_anchors SET
      failing_since = COALESCE(failing_since, clock_timestamp()), failures = failures + 1, last_error = ${words},
      contradicted = contradicted OR ${contradicts},
      size = CASE WHEN ${lost} THEN 0 ELSE size END, note = CASE WHEN ${lost} THEN NULL ELSE note END,
      next_attempt_at = clock_timestamp() + make_interval(secs => ${seconds}::float8)
    WHERE name = ${name}`;
}
