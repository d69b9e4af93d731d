"use client";

import { useNow } from "@/components/shell/use-now";
import { useLiveStatus } from "./live-status";

/** "asking": the stream is down, and the page asks every few seconds instead. */
export type LiveState = "live" | "asking" | "silent";

/** Longer without a word from the portal, and what is on the screen may not be taken for the present. */
const SILENT_MS = 90_000;
/** A stream that comes back at once was never missed. */
const GRACE_MS = 5_000;
const STEP_MS = 5_000;

/** Whether what is on the screen is of now, and when the portal last spoke (epoch ms). */
export function useLive(): { state: LiveState; spokeAt: number } {
  const { downSince, spokeAt } = useLiveStatus();
  const now = useNow(STEP_MS);
  if (now === null || spokeAt === 0) return { state: "live", spokeAt }; // the page has just come
  if (now - spokeAt > SILENT_MS) return { state: "silent", spokeAt };
  return { state: downSince !== null && now - downSince > GRACE_MS ? "asking" : "live", spokeAt };
}
