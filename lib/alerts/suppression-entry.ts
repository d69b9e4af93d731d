import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { Suppression } from "./alert-event";
import { episodeSubject } from "./episode-entry";

type Holders = Pick<Suppression, "silencedBy" | "inhibitedBy" | "mutedBy">;

const KINDS = ["silencedBy", "inhibitedBy", "mutedBy"] as const;
const NOBODY: Holders = { silencedBy: [], inhibitedBy: [], mutedBy: [] };
const MAX_HOLDERS = 20;
const MAX_TEXT = 200;

/**
 * The ledger's entry when what holds an alert back has changed, else null. It names what holds it back now; when
 * nothing does any more, what did. `before` is null for an episode that has just opened, `now` when nothing was said.
 */
export function entryOfSuppression(id: string, before: Holders | null, now: Holders | null): NewAuditEntry | null {
  if (!now || sameHolders(before ?? NOBODY, now)) return null;
  const held = isHeld(now);
  const action = held ? "EPISODE_SUPPRESSED" : "EPISODE_UNSUPPRESSED";
  return { action, subject: episodeSubject(id), detail: detailOf(held ? now : (before ?? NOBODY)) };
}

function isHeld(holders: Holders): boolean {
  return KINDS.some((kind) => holders[kind].length > 0);
}

/** The source's lists have no order. */
function sameHolders(a: Holders, b: Holders): boolean {
  return KINDS.every((kind) => {
    const known = new Set(a[kind]);
    return known.size === new Set(b[kind]).size && b[kind].every((holder) => known.has(holder));
  });
}

/** An entry has a limited size, and an alert may be inhibited by thousands: `more` counts what is left out. */
function detailOf(holders: Holders) {
  const shown = (kind: (typeof KINDS)[number]) =>
    holders[kind].slice(0, MAX_HOLDERS).map((holder) => holder.slice(0, MAX_TEXT).toWellFormed());
  const more = KINDS.reduce((sum, kind) => sum + Math.max(0, holders[kind].length - MAX_HOLDERS), 0);
  return {
    silencedBy: shown("silencedBy"),
    inhibitedBy: shown("inhibitedBy"),
    mutedBy: shown("mutedBy"),
    more: more || undefined,
  };
}
