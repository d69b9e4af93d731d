import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { lastCheckpoint } from "../checkpoint/last-checkpoint";
import type { Anchor, KeptCheckpoint } from "./anchor";
import { AnchorContradiction } from "./anchor-contradiction";
import { AnchorFailure } from "./anchor-failure";
import { type ClaimedAnchor, claimAnchor } from "./claim-anchor";
import { noteFailure } from "./note-failure";
import { noteSuccess, type Served } from "./note-success";
import { requireContinuation } from "./require-continuation";
import { withinDeadline } from "./within-deadline";

const log = loggerFor("anchor");

/** Shorter than the claim lasts. */
const DEADLINE_MS = 45_000;

/**
 * Brings the ledger's newest checkpoint to one anchor when that is due. What the anchor is known to hold, and what it
 * gives back, must be continued by it: otherwise nothing is published, and the contradiction is returned. That an
 * anchor cannot be reached is noted in its row, and is nobody else's trouble.
 */
export async function serveAnchor(
  ctx: RequestContext,
  anchor: Anchor,
  deadlineMs = DEADLINE_MS,
): Promise<AnchorContradiction | null> {
  const claimed = await claimAnchor(anchor.name);
  if (!claimed) return null;
  try {
    await noteSuccess(anchor, await withinDeadline(deadlineMs, (signal) => serve(anchor, claimed, signal)));
    return null;
  } catch (error) {
    if (!(error instanceof AnchorFailure || error instanceof AnchorContradiction)) throw error;
    log.error({ err: error, anchor: anchor.name }, "an anchor does not hold the newest checkpoint");
    await noteFailure(ctx, anchor, claimed, error);
    return error instanceof AnchorContradiction ? error : null;
  }
}

async function serve(anchor: Anchor, claimed: ClaimedAnchor, signal: AbortSignal): Promise<Served> {
  const found = await readAgain(anchor, claimed, signal);
  // Read after the anchor: what another replica anchored meanwhile is signed by now.
  const newest = await lastCheckpoint();
  for (const note of new Set([claimed.note, found?.note])) if (note) await requireContinuation(note, newest);
  if (!newest) return { held: null, receipt: null };
  const held = found ?? { size: claimed.size, note: claimed.note ?? "" };
  if (held.size === newest.size) return { held, receipt: null };
  const checkpoint = { size: newest.size, note: newest.note };
  return { held: checkpoint, receipt: await anchor.publish(checkpoint, newest.origin, signal) };
}

/** What the anchor holds by its own account; null when it holds nothing, or cannot be asked. */
async function readAgain(
  { readBack }: Anchor,
  { size, note }: ClaimedAnchor,
  signal: AbortSignal,
): Promise<KeptCheckpoint | null> {
  if (!readBack) return null;
  const latest = await readBack.latest(size, signal);
  if (note !== null && !latest)
    throw new AnchorFailure(`It held a checkpoint of ${size} entries, and does not any more.`, true);
  return latest;
}
