import { newestSample } from "@/lib/frames/figure";
import { formatText } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";

const MOST_SLICES = 6;
const OUTER = 60;
const INNER = 38;

interface Slice {
  key: string;
  name: string;
  value: number;
}

/** Largest first; beyond six the rest is one slice. Negative and missing values have no share. */
export function slicesOf(series: readonly PanelSeries[]): Slice[] {
  const all = series
    .map((one) => ({ key: one.key, name: one.name, value: newestSample(one)?.value ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  if (all.length <= MOST_SLICES) return all;
  const rest = all.slice(MOST_SLICES - 1);
  const value = rest.reduce((sum, slice) => sum + slice.value, 0);
  return [...all.slice(0, MOST_SLICES - 1), { key: "rest", name: `${rest.length} others`, value }];
}

/** Shares of a whole: a ring, and the same as a table. */
export function Donut({ title, series }: { title: string; series: readonly PanelSeries[] }) {
  const slices = slicesOf(series);
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const [first] = series;
  if (!first || total === 0) return <p className="cap">All values are zero: there are no shares.</p>;
  const figure = (value: number) => formatText(value, first.unit, first.decimals);
  const percent = (value: number) => formatText((100 * value) / total, "percent", 1);
  let before = 0;
  return (
    <div className="donut">
      <svg
        className="donut-ring"
        viewBox="-64 -64 128 128"
        role="img"
        aria-label={`${title}: ${slices.map((s) => `${s.name} ${percent(s.value)}`).join(", ")}`}
      >
        {slices.map(({ key, value }, i) => {
          const path = ringPath(before / total, (before + value) / total);
          before += value;
          return <path key={key} className={`slice w${i + 1}`} d={path} fillRule="evenodd" />;
        })}
        <text className="donut-total" textAnchor="middle" dy="0.35em">
          {figure(total)}
        </text>
      </svg>
      <table className="compact">
        <tbody>
          {slices.map(({ key, name, value }, i) => (
            <tr key={key}>
              <th scope="row">
                <svg className="sw" viewBox="0 0 10 10" aria-hidden="true">
                  <rect className={`swatch w${i + 1}`} width={10} height={10} />
                </svg>
                {name}
              </th>
              <td className="num">{figure(value)}</td>
              <td className="num strong">{percent(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A piece of the ring between two shares of the turn, clockwise from the top. */
function ringPath(from: number, to: number): string {
  if (to - from > 0.9999) return `${circle(OUTER)}${circle(INNER)}`;
  const large = to - from > 0.5 ? 1 : 0;
  return (
    `M${point(from, OUTER)}A${OUTER} ${OUTER} 0 ${large} 1 ${point(to, OUTER)}` +
    `L${point(to, INNER)}A${INNER} ${INNER} 0 ${large} 0 ${point(from, INNER)}Z`
  );
}

function circle(radius: number): string {
  return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`;
}

function point(turn: number, radius: number): string {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
}
