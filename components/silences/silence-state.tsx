import { Badge } from "@/components/ui/badge";
import type { SilenceView } from "@/lib/silences/silence-view";

/** Whether it works now, as word and shape. */
export function SilenceState({ state }: { state: SilenceView["state"] }) {
  if (state === "active") return <Badge tone="silenced">Active</Badge>;
  if (state === "pending")
    return (
      <Badge tone="plain" icon="clock">
        Begins later
      </Badge>
    );
  return <Badge tone="na">Ended</Badge>;
}
