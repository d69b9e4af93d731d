import { EmptyState } from "@/components/ui/empty-state";
import type { EpisodeList } from "@/lib/alerts/list-view";

/** An empty list is good news only when the source is alive. */
export function NothingOpen({ list, filtered }: { list: EpisodeList; filtered: boolean }) {
  if (filtered) return <EmptyState title="No alert matches these filters" />;
  if (list.summary.source.silent !== null)
    return (
      <EmptyState title="No alert is known, and the source is silent">This does not mean that all is well.</EmptyState>
    );
  return <EmptyState title="No open alerts">The Watchdog alert is arriving.</EmptyState>;
}
