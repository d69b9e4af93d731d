import { type Actor, actorHas } from "@/lib/auth/actor";
import type { EpisodeView } from "./episode-view";
import { SHOWN_LABELS } from "./shown-labels";
import { withoutFingerprints } from "./without-fingerprints";

/** A shorter value would also cut pieces out of ordinary words; its annotation is then left out altogether. */
const MIN_MASKED = 3;

export function seesInfrastructure(actor: Actor): boolean {
  return actorHas(actor, "operations-dashboard:read") || actorHas(actor, "audit:read");
}

/**
 * The episode without names of machines and people, unless the actor may see them: annotations name the label instead,
 * and the hashes from which labels could be guessed, its own and those of other alerts, are blank.
 */
export function limitToRole(episode: EpisodeView, actor: Actor): EpisodeView {
  if (seesInfrastructure(actor)) return episode;
  const labels = Object.entries(episode.labels);
  const named = labels.filter(([name]) => !SHOWN_LABELS.has(name)).flatMap(spellings);
  // The longest first: a short value may be a part of a long one.
  const hidden = named.sort(([, a], [, b]) => b.length - a.length);
  return {
    ...episode,
    fingerprint: "",
    inhibitedBy: withoutFingerprints(episode.inhibitedBy),
    labels: Object.fromEntries(labels.filter(([name]) => SHOWN_LABELS.has(name))),
    annotations: Object.fromEntries(
      Object.entries(episode.annotations).flatMap(([name, text]) => {
        const shown = withoutValues(text, hidden);
        return shown === null ? [] : [[name, shown]];
      }),
    ),
  };
}

/** An address as rules write it, with its port and without (stripPort). */
function spellings([name, value]: [string, string]): [string, string][] {
  return [value, value.replace(/:\d{1,5}$/, "")].map((one) => [name, one]);
}

/** Whatever letters are capital: rules write names as they like. Null when a value is too short to be cut out safely. */
function withoutValues(text: string, hidden: readonly [string, string][]): string | null {
  let shown = text;
  for (const [name, value] of hidden) {
    if (value === "" || !shown.toLowerCase().includes(value.toLowerCase())) continue;
    if (value.length < MIN_MASKED) return null;
    shown = shown.replace(new RegExp(literal(value), "giu"), () => `[${name}]`);
  }
  return shown;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
