import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";

/** What this browser has told of each episode: "told" while nobody took it, "taken" since somebody did. */
export type AlarmMemory = Readonly<Record<string, "told" | "taken">>;

/** Enough for any night; the oldest are forgotten first. */
const MAX_REMEMBERED = 2_000;

/**
 * The critical alerts to tell of now: each once while it has no owner, and again when it lost the one it had (the
 * acknowledgement ran out, was given back, or the alert got worse). `open` are all open critical ones.
 */
export function alarmsDue(
  memory: AlarmMemory,
  open: readonly EpisodeView[],
): { due: EpisodeView[]; memory: AlarmMemory } {
  const next: Record<string, "told" | "taken"> = { ...memory };
  const due: EpisodeView[] = [];
  for (const episode of open) {
    if (episode.severity !== "critical") continue;
    if (episode.state === "acknowledged") next[episode.id] = "taken";
    if (!needsOwner(episode) || next[episode.id] === "told") continue;
    delete next[episode.id]; // to the end: what was told last is remembered longest
    next[episode.id] = "told";
    due.push(episode);
  }
  return { due, memory: Object.fromEntries(Object.entries(next).slice(-MAX_REMEMBERED)) };
}
