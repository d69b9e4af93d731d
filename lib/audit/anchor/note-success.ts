import "server-only";
import { db } from "@/lib/db/client";
import type { Anchor, KeptCheckpoint } from "./anchor";

/** A little early, so that the next look of the job finds it due. */
const EARLY_SECONDS = 5;
const MINUTE = 60;

/** What an anchor holds after it did what it was asked for; nothing when nothing is signed yet. */
export interface Served {
  held: KeptCheckpoint | null;
  /** Its words, when something was published. */
  receipt: string | null;
}

/** Notes that the anchor holds the ledger's newest checkpoint now, and when it is due again. */
export async function noteSuccess({ name, everySeconds }: Anchor, { held, receipt }: Served): Promise<void> {
  const { size, note } = held ?? { size: 0, note: null };
  const seconds = (held ? everySeconds : MINUTE) - EARLY_SECONDS;
  await (await db()).$executeRaw`
    UPDATE audit_anchors SET
      anchored_at = CASE WHEN size = ${BigInt(size)} AND anchored_at IS NOT NULL THEN anchored_at
                         WHEN ${note}::text IS NULL THEN NULL ELSE clock_timestamp() END,
      seen_at = CASE WHEN ${note}::text IS NULL THEN NULL ELSE clock_timestamp() END,
      size = ${BigInt(size)}, note = ${note}, receipt = COALESCE(${receipt}, receipt),
      failing_since = NULL, failures = 0, last_error = NULL, contradicted = false,
      next_attempt_at = clock_timestamp() + make_interval(secs => ${seconds}::float8)
    WHERE name = ${name}`;
}
