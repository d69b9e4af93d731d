import { type Actor, actorHas } from "@/lib/auth/actor";
import type { EpisodeView } from "./episode-view";

/** Labels that name a machine or a person: for those who operate the service, not for those who read its results. */
const INFRASTRUCTURE_LABELS = new Set([
  "pod",
  "instance",
  "container",
  "node",
  "host",
  "hostname",
  "pod_ip",
  "user_id",
]);
/** A shorter value would also cut pieces out of ordinary words. */
const MIN_MASKED = 3;

export function seesInfrastructure(actor: Actor): boolean {
  return actorHas(actor, "operations-dashboard:read") || actorHas(actor, "audit:read");
}

/** The episode without names of machines and people, unless the actor may see them; annotations name the label instead. */
export function limitToRole(episode: EpisodeView, actor: Actor): EpisodeView {
  if (seesInfrastructure(actor)) return episode;
  const hidden = Object.entries(episode.labels).filter(([name]) => INFRASTRUCTURE_LABELS.has(name));
  const masked = hidden.filter(([, value]) => value.length >= MIN_MASKED);
  const mask = (text: string) => masked.reduce((rest, [name, value]) => rest.replaceAll(value, `[${name}]`), text);
  return {
    ...episode,
    labels: Object.fromEntries(Object.entries(episode.labels).filter(([name]) => !INFRASTRUCTURE_LABELS.has(name))),
    annotations: Object.fromEntries(Object.entries(episode.annotations).map(([name, text]) => [name, mask(text)])),
  };
}
