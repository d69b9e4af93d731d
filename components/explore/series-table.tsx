"use client";

import { useState } from "react";
import { MOST_LINES } from "@/components/charts/most-lines";
import { lineClass } from "@/components/charts/static-lines";
import { Button } from "@/components/ui/button";
import { figureText } from "@/lib/explore/figure-text";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import { formatInstant } from "@/lib/time/format-time";

const FIRST_ROWS = 25;
const MOST_ROWS = 100;

/** Each series with its line, lowest, highest and latest value; where its latest is not the range's last, when it was. */
export function SeriesTable({ series, zone }: { series: readonly PanelSeries[]; zone: string }) {
  const [all, setAll] = useState(false);
  const rows = series.slice(0, all ? MOST_ROWS : FIRST_ROWS);
  const next = Math.min(series.length, MOST_ROWS);
  return (
    <div className="tw">
      <table className="compact cards ex-series">
        <caption className="vh">Series, the highest latest value first</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className="num">
              Lowest
            </th>
            <th scope="col" className="num">
              Highest
            </th>
            <th scope="col" className="num">
              Latest
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one, i) => (
            <SeriesRow key={one.key} series={one} line={i < MOST_LINES ? i : null} zone={zone} />
          ))}
        </tbody>
      </table>
      {next > rows.length && (
        <Button className="ex-more" onClick={() => setAll(true)}>
          Show {next} series
        </Button>
      )}
      {series.length > MOST_LINES && (
        <p className="cap">
          {MOST_LINES} of {series.length} are drawn; the CSV has all.
        </p>
      )}
    </div>
  );
}

function SeriesRow({ series, line, zone }: { series: PanelSeries; line: number | null; zone: string }) {
  const { name, values, grid } = series;
  const { min, max, last, lastIndex } = reduce(values);
  const ended = lastIndex >= 0 && lastIndex < grid.count - 1;
  return (
    <tr>
      <td className="ex-name" title={name}>
        <div className="ex-line">
          <svg viewBox="0 0 22 8" aria-hidden="true">
            {line !== null && <path className={lineClass(line)} d="M0 4H22" />}
          </svg>
          <span>{name}</span>
        </div>
      </td>
      <td className="num" data-title="Lowest">
        {figureText(min, series)}
      </td>
      <td className="num" data-title="Highest">
        {figureText(max, series)}
      </td>
      <td className="num strong" data-title="Latest">
        {figureText(last, series)}
        {ended && <span className="muted"> at {formatInstant(gridTime(grid, lastIndex), zone, "time")}</span>}
      </td>
    </tr>
  );
}
