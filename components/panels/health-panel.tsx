"use client";

import { StatusStrip, stripCells } from "@/components/charts/status-strip";
import { newestSample } from "@/lib/frames/figure";
import { formatText } from "@/lib/frames/format-value";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { formatDuration, formatInstant } from "@/lib/time/format-time";
import { hasEnded } from "@/lib/time/has-ended";
import { useNow } from "./now-context";
import { Figure } from "./stat-panel";

interface HealthPanelProps {
  series: readonly PanelSeries[];
  /** The count that is up and the count there is, when the panel asks for them. */
  hidden: readonly PanelSeries[];
  current: readonly (number | null)[];
  zone: string;
}

/** A share through time as a strip of cells, with its worst moment in words. */
export function HealthPanel({ series, hidden, current, zone }: HealthPanelProps) {
  const now = useNow();
  const [first] = series;
  if (!first) return null;
  const words = stripWords(first, zone);
  const gridEnd = gridTime(first.grid, first.grid.count - 1);
  const end = first.latest?.at ?? gridEnd;
  const past = hasEnded(end, now);
  return (
    <>
      <Figure value={current[0] ?? null} series={first} />
      <p className="cap">{countWords(hidden, past)}</p>
      <StatusStrip series={first} name={words} />
      <p className="strip-ends">
        <span>
          {past ? formatInstant(first.grid.start, zone, "short") : `${formatDuration(gridEnd - first.grid.start)} ago`}
        </span>
        <span>{past ? formatInstant(end, zone, "short") : "now"}</span>
      </p>
      <p className="cap">{words}</p>
    </>
  );
}

/** "6 of 6 targets up", from two counts; "… then" for a range that has ended. */
function countWords(hidden: readonly PanelSeries[], past: boolean): string {
  const [up, all] = hidden.map((one) => newestSample(one)?.value ?? null);
  if (up === undefined || all === undefined || up === null || all === null) return "";
  return `${formatText(up, "count", 0)} of ${formatText(all, "count", 0)} ${hidden[0]?.name.toLowerCase() ?? "up"}${past ? " then" : ""}`;
}

function stripWords(series: PanelSeries, zone: string): string {
  const cells = stripCells(series);
  const unmeasured = cells.filter(({ bucket }) => bucket.samples < bucket.expected).length;
  const worst = cells
    .map(({ bucket }) => bucket)
    .filter(({ worst }) => worst !== null)
    .sort((a, b) => (series.thresholds?.direction === "above" ? -1 : 1) * ((a.worst ?? 0) - (b.worst ?? 0)))[0];
  const parts: string[] = [];
  if (worst?.worst != null && worst.worstAt !== null && cells.some(({ cell }) => cell === "warn" || cell === "fail"))
    parts.push(
      `Worst ${formatText(worst.worst, series.unit, series.decimals)} in the ${formatDuration(series.grid.step)} to ${formatInstant(worst.worstAt, zone, "short")}.`,
    );
  if (unmeasured > 0) parts.push(`${unmeasured} of ${cells.length} cells not fully measured.`);
  return `Lowest in each cell. ${parts.join(" ") || "Every cell measured and on target."}`;
}
