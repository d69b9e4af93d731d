import { Badge } from "@/components/ui/badge";
import type { PanelState } from "@/components/ui/panel";

/** Of a chart of one source's answer; nothing where all is well or nothing was asked. */
export function AnswerBadge({ state }: { state: PanelState | undefined }) {
  switch (state) {
    case "error":
      return <Badge tone="fail">Error</Badge>;
    case "empty":
      return <Badge tone="unknown">No data</Badge>;
    case "stale":
      return <Badge tone="stale">Stale</Badge>;
    case "partial":
      return (
        <Badge tone="plain" icon="partial">
          Partial
        </Badge>
      );
    default:
      return null;
  }
}
