import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { formatText } from "@/lib/frames/format-value";
import { formatDuration } from "@/lib/time/format-time";
import { budgetOf } from "./budget";

/** What is left of the downtime that the objective allows over 30 days. */
export function ErrorBudget({ panel, availability }: { panel: PanelView; availability: number | null }) {
  const objective = panel.thresholds?.target;
  if (availability === null || objective === undefined)
    return <p className="cap">No current figure: the budget is unknown.</p>;
  const { leftPercent, spentMs, leftMs, allowedMs } = budgetOf(availability, objective);
  const spentPercent = Math.min(100, 100 - leftPercent);
  return (
    <>
      <div className="budget-figures">
        <p className="figure-line">
          <span className="fig hero">{formatText(Math.max(0, leftPercent), "ratio", 0)}</span>
          <span className="u">% left</span>
        </p>
        <dl className="kv">
          <dt>Availability</dt>
          <dd className="num strong">{formatText(availability, "percent", panel.decimals)}</dd>
          <dt>Spent</dt>
          <dd className="num">{formatDuration(spentMs)}</dd>
          <dt>{leftMs < 0 ? "Overspent" : "Left"}</dt>
          <dd className="num">{formatDuration(Math.abs(leftMs))}</dd>
        </dl>
      </div>
      <svg
        className="budget"
        width="100%"
        height={14}
        role="img"
        aria-label={`Error budget: ${Math.round(spentPercent)} percent spent`}
      >
        <rect className="budget-left" width="100%" height={14} rx={2} />
        <rect className="budget-cover" width={`${spentPercent}%`} height={14} />
        <rect width={`${spentPercent}%`} height={14} fill="url(#chart-hatch-dense)" />
        <line className="budget-edge" x1={`${spentPercent}%`} x2={`${spentPercent}%`} y1={0} y2={14} />
      </svg>
      <p className="strip-ends">
        <span>{formatText(100 - leftPercent, "percent", 0)} spent</span>
        <span>{formatDuration(allowedMs)} allowed</span>
      </p>
      <p className="cap">{panel.description}</p>
    </>
  );
}
