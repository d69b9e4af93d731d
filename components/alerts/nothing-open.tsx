import { EmptyState } from "@/components/ui/empty-state";
import type { EpisodeList } from "@/lib/alerts/list-view";

interface NothingOpenProps {
  list: EpisodeList;
  /** The list could not be read again: what it says is of the past. */
  failing?: boolean;
}

/** An empty list is good news only when it is of now and the source is alive. */
export function NothingOpen({ list, failing = false }: NothingOpenProps) {
  const silent = list.summary.source.silent !== null;
  if (failing || silent)
    return (
      <EmptyState
        title={silent ? "No alert is known, and the source is silent" : "Nothing was listed when this was last read"}
      >
        This does not mean that all is well.
      </EmptyState>
    );
  return <EmptyState title="No open alerts">The Watchdog alert is arriving.</EmptyState>;
}
