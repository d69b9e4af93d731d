import type { Thresholds, Unit } from "@/lib/dashboards/model";
import { formatText } from "@/lib/frames/format-value";
import { type PlotScale, pixelY } from "./plot-scale";

interface ThresholdMarksProps {
  thresholds: Thresholds;
  unit: Unit;
  scale: PlotScale;
  /** Which side the labels stand on. */
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

/** Dashed lines with their words and figures: "Target 2 s", "Alert 5 s". Those off the axis are left out. */
export function ThresholdLines({ thresholds, unit, scale, side }: ThresholdMarksProps) {
  return (
    <>
      <Line word="Target" tone="warn" value={thresholds.target} unit={unit} scale={scale} side={side} />
      <Line word="Alert" tone="fail" value={thresholds.alert} unit={unit} scale={scale} side={side} />
    </>
  );
}

interface LineProps extends Omit<ThresholdMarksProps, "thresholds"> {
  word: string;
  tone: "warn" | "fail";
  value: number | undefined;
}

function Line({ word, tone, value, unit, scale, side }: LineProps) {
  if (value === undefined || value < scale.min || value > scale.max) return null;
  const y = pixelY(scale, value);
  return (
    <>
      <line className={`th-${tone}`} x1={0} x2="100%" y1={y} y2={y} />
      <text
        className={`th-label ${tone}`}
        x={side === "left" ? 0 : "100%"}
        dx={side === "left" ? 4 : -4}
        y={y < 14 ? y + 12 : y - 5}
        textAnchor={side === "left" ? "start" : "end"}
      >
        {word} {formatText(value, unit, Number.isInteger(value) ? 0 : undefined)}
      </text>
    </>
  );
}
