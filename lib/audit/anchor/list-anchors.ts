import "server-only";
import type { AnchorView } from "./anchor-view";
import { judgeAnchor } from "./judge-anchor";
import { readAnchorStates } from "./read-anchor-states";

/** Every configured anchor for people, as of `now` (epoch ms). */
export async function listAnchors(now: number): Promise<AnchorView[]> {
  return (await readAnchorStates()).map((anchor) => {
    const state = judgeAnchor(anchor, now);
    return {
      label: anchor.label,
      state,
      size: anchor.size,
      anchoredAt: instant(anchor.anchoredAt),
      seenAt: instant(anchor.seenAt),
      independent: anchor.independent,
      error: state === "failing" ? anchor.error : null,
      receipt: anchor.receipt,
    };
  });
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
