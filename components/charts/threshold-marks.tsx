import type { Thresholds, Unit } from "@/lib/dashboards/model";
import { formatText } from "@/lib/frames/format-value";
import { type PlotScale, pixelY } from "./plot-scale";

/** Labels this near would overprint. */
const NEAR_PX = 16;

interface ThresholdMarksProps {
  thresholds: Thresholds;
  unit: Unit;
  scale: PlotScale;
  /** Which end of the lines the labels stand at. */
  side: "left" | "right";
}

/** Tinted bands past each threshold, under the lines. */
export function ThresholdBands({ thresholds, scale }: Pick<ThresholdMarksProps, "thresholds" | "scale">) {
  const { target, alert, direction } = thresholds;
  const edge = direction === "above" ? scale.max : scale.min;
  return (
    <>
      {target !== undefined && <Band className="b-warn" from={target} to={alert ?? edge} scale={scale} />}
      {alert !== undefined && <Band className="b-fail" from={alert} to={edge} scale={scale} />}
    </>
  );
}

function Band({ className, from, to, scale }: { className: string; from: number; to: number; scale: PlotScale }) {
  const [a, b] = [pixelY(scale, from), pixelY(scale, to)];
  if (a === b) return null;
  return <rect className={className} x={0} width="100%" y={Math.min(a, b)} height={Math.abs(a - b)} />;
}

/** Dashed lines under the data. Those off the axis are left out. */
export function ThresholdLines({ thresholds, scale }: Pick<ThresholdMarksProps, "thresholds" | "scale">) {
  return shownThresholds(thresholds, scale).map(({ tone, y }) => (
    <line key={tone} className={`th-${tone}`} x1={0} x2="100%" y1={y} y2={y} />
  ));
}

/** Their words and figures, over the data: "Target 2 s", "Alert 5 s". */
export function ThresholdLabels({ thresholds, unit, scale, side }: ThresholdMarksProps) {
  const labels = shownThresholds(thresholds, scale).map((line) => ({
    ...line,
    labelY: labelY(line.y, thresholds.direction, scale.heightPx),
    left: side === "left",
  }));
  const [target, alert] = labels;
  // Too near to one another: the target's words go to the other end of its line.
  if (target && alert && Math.abs(target.labelY - alert.labelY) < NEAR_PX) target.left = !target.left;
  return labels.map(({ word, tone, value, labelY: y, left }) => (
    <text
      key={tone}
      className={`th-label ${tone}`}
      x={left ? 0 : "100%"}
      dx={left ? 4 : -4}
      y={y}
      textAnchor={left ? "start" : "end"}
    >
      {word} {formatText(value, unit, Number.isInteger(value) ? 0 : undefined)}
    </text>
  ));
}

function shownThresholds({ target, alert }: Thresholds, scale: PlotScale) {
  const lines = [
    { word: "Target", tone: "warn", value: target },
    { word: "Alert", tone: "fail", value: alert },
  ];
  return lines.flatMap(({ word, tone, value }) =>
    value === undefined || value < scale.min || value > scale.max
      ? []
      : [{ word, tone, value, y: pixelY(scale, value) }],
  );
}

/** Past the line, where the data should not be; on the other side when there is no room. */
function labelY(y: number, direction: Thresholds["direction"], heightPx: number): number {
  const above = direction === "above" ? y >= 14 : y > heightPx - 14;
  return above ? y - 5 : y + 12;
}
