import type { EpisodeLoad } from "./episode-load";

/** Until this many more requests have been answered. */
export async function answers(load: EpisodeLoad, more: number): Promise<void> {
  const wanted = load.operations.length + more;
  while (load.operations.length < wanted) await new Promise((resolve) => setTimeout(resolve, 2));
}
