import { formatText } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { shortName } from "./short-name";
import { lineClass } from "./static-lines";

const MOST = 12;

interface LegendProps {
  series: readonly PanelSeries[];
  /** What is written behind the name: null where nothing fresh is known. */
  values: readonly (number | null)[];
  shape: "line" | "bar";
  note?: string;
}

/** Names with the newest value of each. Names are shown as they are: they may be hostile. */
export function Legend({ series, values, shape, note }: LegendProps) {
  const hidden = series.length - MOST;
  return (
    <ul className="legend">
      {series.slice(0, MOST).map(({ key, name, unit, decimals }, i) => (
        <li key={key} title={name}>
          <svg viewBox="0 0 22 8" aria-hidden="true">
            {shape === "line" ? (
              <path className={lineClass(i)} d="M0 4H22" />
            ) : (
              <rect className={`bar w${(i % 6) + 1}`} x={6} y={-1} width={10} height={10} />
            )}
          </svg>
          <span className="legend-name">{shortName(name)}</span>
          <b>{formatText(values[i] ?? null, unit, decimals)}</b>
        </li>
      ))}
      {hidden > 0 && <li className="muted">{hidden} more, in Inspect</li>}
      {note && <li className="muted">{note}</li>}
    </ul>
  );
}
