import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import { keepOpen } from "@/lib/http/keep-open";
import type { RequestContext } from "@/lib/telemetry/context";
import { eventText } from "./event-text";
import { liveUpdates } from "./live-updates";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
} as const;
const FIRST_RETRY_MS = { from: 1_000, to: 5_000 };

/**
 * A stream that says when alerts or silences have changed, and nothing of them. `lastEventId` is the last thing the
 * browser heard. Needs alert:read and a session, whose end is the stream's. Throws 429 above the person's share.
 */
export function openStream(ctx: RequestContext, lastEventId: string | null): Response {
  authorize(ctx.actor, "alert:read");
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.sessionId)
    throw new PortalError("forbidden", "Live streams are for signed-in browsers.");
  const hub = liveUpdates()?.hub;
  if (!hub) throw new PortalError("unavailable", "Live streams are not open yet.", {}, 5);
  hub.admit(actor);
  // Its own for each browser: after a cut they come back one by one.
  const retryMs = FIRST_RETRY_MS.from + Math.random() * (FIRST_RETRY_MS.to - FIRST_RETRY_MS.from);
  const response = new Response(eventText.retry(retryMs), { headers: HEADERS });
  return keepOpen(response, (outgoing) => hub.open(actor, lastEventId, outgoing));
}
