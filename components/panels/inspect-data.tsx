"use client";

import { TableScroll } from "@/components/ui/table-scroll";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { formatText } from "@/lib/frames/format-value";
import { gridTime } from "@/lib/frames/grid-time";
import { type PanelSeries, panelSeries } from "@/lib/frames/panel-series";
import { formatInstant, zoneLabel } from "@/lib/time/format-time";
import { hasEnded } from "@/lib/time/has-ended";
import { useNow } from "./now-context";
import { TablePanel } from "./table-panel";

const MOST_ROWS = 300;
const MOST_SERIES = 20;

interface InspectDataProps {
  panel: PanelView;
  result: PanelResult | null;
  zone: string;
}

/** The panel as a table: the same numbers without the drawing. */
export function InspectData({ panel, result, zone }: InspectDataProps) {
  if (!result)
    return (
      <section>
        <p className="ink2">There is no answer to show.</p>
      </section>
    );
  if (panel.visualization === "table")
    return <TablePanel panel={panel} result={result} label={`${panel.title}, data`} />;
  const series = panelSeries(panel, result);
  const [first] = series;
  if (!first)
    return (
      <section>
        <p className="ink2">The answer holds no series.</p>
      </section>
    );
  const shown = series.filter(({ grid }) => grid.start === first.grid.start && grid.step === first.grid.step);
  return <SamplesTable title={panel.title} series={shown} total={series.length} zone={zone} />;
}

interface SamplesTableProps {
  title: string;
  series: readonly PanelSeries[];
  total: number;
  zone: string;
}

function SamplesTable({ title, series, total, zone }: SamplesTableProps) {
  const grid = (series[0] as PanelSeries).grid;
  const columns = series.slice(0, MOST_SERIES);
  const rows = Array.from({ length: Math.min(grid.count, MOST_ROWS) }, (_, i) => grid.count - 1 - i);
  return (
    <TableScroll label={`${title}, data`}>
      <table className="compact">
        <caption className="cap">
          Newest first, {zoneLabel(grid.start, zone)}. {rows.length} of {grid.count} times, {columns.length} of {total}{" "}
          series; the CSV has all.
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col" className="num name" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <LatestRow series={columns} zone={zone} />
          {rows.map((i) => (
            <tr key={i}>
              <th scope="row">{formatInstant(gridTime(grid, i), zone, "short")}</th>
              {columns.map(({ key, values, unit, decimals }) => (
                <td key={key} className="num">
                  {formatText(values[i] ?? null, unit, decimals)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The figure's own moment, which lies after the last step. */
function LatestRow({ series, zone }: Pick<SamplesTableProps, "series" | "zone">) {
  const now = useNow();
  const at = series.find(({ latest }) => latest)?.latest?.at;
  if (at === undefined) return null;
  return (
    <tr>
      <th scope="row">
        {hasEnded(at, now) ? "Range end" : "Now"}, {formatInstant(at, zone, "time")}
      </th>
      {series.map(({ key, latest, unit, decimals }) => (
        <td key={key} className="num">
          {formatText(latest?.value ?? null, unit, decimals)}
        </td>
      ))}
    </tr>
  );
}
