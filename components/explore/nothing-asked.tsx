import { ZonedLink } from "@/components/shell/zoned-link";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StateBox } from "@/components/ui/state-box";

/** No result, and that is no failure: nothing was asked yet, or the person changed their mind. */
export function NothingAsked({ cancelled, onRetry }: { cancelled: boolean; onRetry: () => void }) {
  if (cancelled)
    return (
      <StateBox tone="plain" title="Cancelled">
        <p className="ink2">The source was told to stop. Nothing is known of the result.</p>
        <Button size="small" onClick={onRetry}>
          Run it again
        </Button>
      </StateBox>
    );
  return (
    <EmptyState title="Nothing asked yet">
      <p>Type a query, or open one from a runbook.</p>
      <ZonedLink className={buttonClass({})} href="/runbooks">
        Runbooks
      </ZonedLink>
    </EmptyState>
  );
}
