import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { EpisodeList } from "@/lib/alerts/list-view";

interface NothingOpenProps {
  list: EpisodeList;
  /** Sets all filters aside; left out where there are none. */
  onClear?: (() => void) | undefined;
  /** The list could not be read again: what it says is of the past. */
  failing?: boolean;
}

/** An empty list is good news only when it is of now and the source is alive. */
export function NothingOpen({ list, onClear, failing = false }: NothingOpenProps) {
  if (failing)
    return (
      <EmptyState title="Nothing was listed when this was last read">This does not mean that all is well.</EmptyState>
    );
  if (onClear)
    return (
      <EmptyState title="No alert matches these filters">
        <Button onClick={onClear}>Clear all filters</Button>
      </EmptyState>
    );
  if (list.summary.source.silent !== null)
    return (
      <EmptyState title="No alert is known, and the source is silent">This does not mean that all is well.</EmptyState>
    );
  return <EmptyState title="No open alerts">The Watchdog alert is arriving.</EmptyState>;
}
