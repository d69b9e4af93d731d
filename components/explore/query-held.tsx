import { Button } from "@/components/ui/button";
import { StateBox } from "@/components/ui/state-box";

/** The query of a link from outside: the person whose name the ledger will bear reads it first. */
export function QueryHeld({ onRun }: { onRun: () => void }) {
  return (
    <StateBox tone="plain" title="Not run yet">
      <p className="ink2">
        This page was not opened from within the portal, so the query in its address waits for you: read it first, for
        the audit ledger will say that you ran it.
      </p>
      <Button onClick={onRun}>Run this query</Button>
    </StateBox>
  );
}
