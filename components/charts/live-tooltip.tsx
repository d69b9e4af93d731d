import { formatText } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { isoInZone } from "@/lib/time/iso-in-zone";
import type { LiveRow } from "./live-rows";
import { shortNames } from "./short-names";
import { lineClass } from "./static-lines";

const MOST = 12;

interface LiveTooltipProps {
  active: boolean;
  row: LiveRow | undefined;
  series: readonly PanelSeries[];
  zone: string;
}

/** All series at the pointed time, the highest first. */
export function LiveTooltip({ active, row, series, zone }: LiveTooltipProps) {
  if (!active || !row) return null;
  const names = shortNames(series);
  const lines = series
    .map((one, i) => ({ one, i, value: row[`v${i}`] ?? null }))
    .sort((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
  return (
    <div className="tip">
      <p className="tip-time">{clock(row.at, zone)}</p>
      <ul>
        {lines.slice(0, MOST).map(({ one, i, value }) => (
          <li key={one.key} className="tip-row">
            <svg className="tip-line" viewBox="0 0 22 8" aria-hidden="true">
              <path className={lineClass(i)} d="M0 4H22" />
            </svg>
            <span className="legend-name">{names[i]}</span>
            <b>{value === null ? "no sample" : formatText(value, one.unit, one.decimals)}</b>
          </li>
        ))}
      </ul>
      {lines.length > MOST && <p className="muted">{lines.length - MOST} more, lower</p>}
    </div>
  );
}

function clock(at: number, zone: string): string {
  const iso = isoInZone(at, zone);
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} ${zone}`;
}
