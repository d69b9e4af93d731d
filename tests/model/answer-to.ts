import type { Command, Outcome, Snapshot } from "./portal";

/** What a person must be told, by the contract's table, from what could be seen before. */
export function answerTo({ verb, user, episode, ifVersion }: Command, { episodes }: Snapshot): Outcome {
  const { state, owner, version } = episodes.find(({ id }) => id === episode)!;
  const unlessStale = ifVersion === null || ifVersion === version ? "changed" : "refused: version";
  if (state === "resolved") return "refused: not_open";
  if (verb === "unacknowledge") {
    if (state === "firing") return "refused: not_acked";
    return owner === user || user === "lead" ? unlessStale : "refused: not_owner";
  }
  if (state === "firing") return unlessStale;
  if (owner === user) return "unchanged";
  return verb === "take_over" ? unlessStale : "refused: already_acked";
}
