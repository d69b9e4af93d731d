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
  // The longest first: a short value may be a part of a long one.
  const hidden = labels.filter(([name]) => !SHOWN_LABELS.has(name)).sort(([, a], [, b]) => b.length - a.length);
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

/** Null when a value is too short to be cut out safely. */
function withoutValues(text: string, hidden: readonly [string, string][]): string | null {
  let shown = text;
  for (const [name, value] of hidden) {
    if (value === "" || !shown.includes(value)) continue;
    if (value.length < MIN_MASKED) return null;
    shown = shown.replaceAll(value, `[${name}]`);
  }
  return shown;
}
