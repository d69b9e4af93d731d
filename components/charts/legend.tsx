import { formatText } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { shortNames } from "./short-names";
import { lineClass } from "./static-lines";

const MOST = 12;
/** Up to so many stand in a line behind each other; more are rows, in columns. */
const MOST_IN_LINE = 3;
/** So many rows always fit; more may have to be scrolled. */
const MOST_STILL = 6;
/** Of a name that has no room, these characters stay: what tells pods apart stands at the end. */
const KEPT = 5;

interface LegendProps {
  /** Of the chart. */
  title: string;
  series: readonly PanelSeries[];
  /** What is written behind the name: null where nothing fresh is known. */
  values: readonly (number | null)[];
  shape: "line" | "bar";
  note?: string;
}

/** Names with the newest value of each. Names are shown as they are: they may be hostile. */
export function Legend({ title, series, values, shape, note }: LegendProps) {
  const shown = series.slice(0, MOST);
  const names = shortNames(series);
  const entries = shown.map(({ key, name, unit, decimals }, i) => (
    <li key={key} title={name}>
      <svg viewBox="0 0 22 8" aria-hidden="true">
        {shape === "line" ? (
          <path className={lineClass(i)} d="M0 4H22" />
        ) : (
          <rect className={`bar w${(i % 6) + 1}`} x={6} y={-1} width={10} height={10} />
        )}
      </svg>
      <Name text={names[i] ?? ""} />
      <b>{formatText(values[i] ?? null, unit, decimals)}</b>
    </li>
  ));
  if (shown.length <= MOST_IN_LINE)
    return (
      <ul className="legend">
        {entries}
        {note && <li className="muted">{note}</li>}
      </ul>
    );
  const hidden = series.length - shown.length;
  const rows = <ul className="legend legend-rows">{entries}</ul>;
  const remarks = [hidden > 0 && `${hidden} more, in Inspect`, note].filter(Boolean);
  return (
    <>
      {shown.length > MOST_STILL ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
        <section className="legend-scroll" aria-label={`${title}, legend`} tabIndex={0}>
          {rows}
        </section>
      ) : (
        rows
      )}
      {remarks.length > 0 && <p className="legend-note">{remarks.join(" · ")}</p>}
    </>
  );
}

/** In one line, whatever it holds. */
function Name({ text }: { text: string }) {
  const characters = Array.from(text.replace(/\s/g, " "));
  return (
    <span className="legend-name">
      <span>{characters.slice(0, -KEPT).join("")}</span>
      <span>{characters.slice(-KEPT).join("")}</span>
    </span>
  );
}
