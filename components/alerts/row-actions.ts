import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeVerb } from "./episode-verb";

/** What a row of the list can set going. Always the same object, or every row would be drawn anew. */
export interface RowActions {
  /** The signed-in person. */
  personId: string;
  act: (verb: EpisodeVerb, episode: EpisodeView) => void;
  /** Selects a row of the whole list, or leaves it; with `range` all from the one selected before. */
  select: (row: number, range: boolean) => void;
}
