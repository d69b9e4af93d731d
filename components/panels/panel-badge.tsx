import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelState } from "@/lib/frames/panel-state";
import { type FigureStatus, statusWord } from "@/lib/frames/threshold-status";
import { AnswerBadge } from "./answer-badge";

export const STATUS_TONE: Record<Exclude<FigureStatus, "none">, BadgeTone> = {
  pass: "pass",
  warn: "warn",
  fail: "fail",
  unknown: "unknown",
};

/** The panel's state when that is what matters, else how its figures stand against the thresholds. */
export function PanelBadge({ panel, state, status }: { panel: PanelView; state: PanelState; status: FigureStatus }) {
  switch (state.state) {
    case "loading":
      return null;
    case "forbidden":
      return (
        <Badge tone="plain" icon="lock">
          Not allowed
        </Badge>
      );
    case "ok":
      return <StatusBadge status={status} panel={panel} />;
    default:
      return <AnswerBadge state={state.state} />;
  }
}

export function StatusBadge({ status, panel }: { status: FigureStatus; panel: Pick<PanelView, "thresholds"> }) {
  if (status === "none") return null;
  return <Badge tone={STATUS_TONE[status]}>{statusWord(status, panel.thresholds?.direction)}</Badge>;
}
