import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { formatText } from "@/lib/frames/format-value";
import { formatDuration } from "@/lib/time/format-time";
import { budgetOf } from "./budget";

interface ErrorBudgetProps {
  panel: PanelView;
  /** Percent of the measured minutes; null when that is not known or too little was measured. */
  availability: number | null;
  measuredPercent: number | null;
}

/** What is left of the downtime that the objective allows over 30 days. */
export function ErrorBudget({ panel, availability, measuredPercent }: ErrorBudgetProps) {
  const objective = panel.thresholds?.target;
  if (availability === null || measuredPercent === null || objective === undefined)
    return <UnknownBudget panel={panel} measuredPercent={measuredPercent} />;
  const { leftPercent, spentMs, leftMs, allowedMs } = budgetOf(availability, objective, measuredPercent);
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
        <span>{spentWords(leftPercent)}</span>
        <span>{formatDuration(allowedMs)} allowed</span>
      </p>
      <p className="cap">
        {measuredWords(measuredPercent)}. {panel.description}
      </p>
    </>
  );
}

/** No verdict, and why. */
function UnknownBudget({ panel, measuredPercent }: Pick<ErrorBudgetProps, "panel" | "measuredPercent">) {
  const least = panel.leastMeasured ?? 0;
  const reason =
    measuredPercent === null
      ? "It is not known how much of the 30 days was measured"
      : measuredPercent < least
        ? `${measuredWords(measuredPercent)}; a verdict needs at least ${formatText(least, "percent", 0)}`
        : "There is no current figure";
  return (
    <>
      <p className="figure-line">
        <span className="fig hero">–</span>
        <span className="muted">budget unknown</span>
      </p>
      <p className="cap">{reason}.</p>
      <p className="cap">{panel.description}</p>
    </>
  );
}

/** Nearly all is not all: rounded down. */
function measuredWords(percent: number): string {
  return `Measured ${formatText(Math.floor(percent), "percent", 0)} of 30 days`;
}

function spentWords(leftPercent: number): string {
  return leftPercent < 0 ? "More than the whole budget spent" : `${formatText(100 - leftPercent, "percent", 0)} spent`;
}
