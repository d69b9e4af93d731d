import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

interface NoMatchProps {
  /** Something was typed into the search field. */
  searched: boolean;
  onClear: () => void;
}

/** The filters hide everything; the way back is here. A pattern pasted from Alertmanager must not look like calm. */
export function NoMatch({ searched, onClear }: NoMatchProps) {
  return (
    <EmptyState title="No alert matches these filters">
      {searched && (
        <p className="ink2">
          The search finds words in names and labels, <code>label=value</code> and <code>label!=value</code>. It knows
          no patterns, such as <code>=~</code> or <code>*</code>.
        </p>
      )}
      <Button onClick={onClear}>Clear all filters</Button>
    </EmptyState>
  );
}
