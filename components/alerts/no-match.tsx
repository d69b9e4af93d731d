import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The filters hide everything; the way back is here. */
export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No alert matches these filters">
      <Button onClick={onClear}>Clear all filters</Button>
    </EmptyState>
  );
}
