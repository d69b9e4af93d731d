import { Sparkline } from "@/components/charts/sparkline";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { newestSample } from "@/lib/frames/figure";
import { formatText, formatValue } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";

interface StatPanelProps {
  series: readonly PanelSeries[];
  /** Targets that explain the figure. */
  hidden: readonly PanelSeries[];
  current: readonly (number | null)[];
  zone: string;
}

/** The figure, what it was made of, and its course when the answer has one. */
export function StatPanel({ series, hidden, current, zone }: StatPanelProps) {
  const [first] = series;
  if (!first) return null;
  return (
    <>
      <Figure value={current[0] ?? null} series={first} />
      {hidden.length > 0 && <p className="cap">{hidden.map(described).join(" · ")}</p>}
      {first.grid.count > 2 && (
        <TimeSeriesChart
          title={first.name}
          series={[first]}
          zone={zone}
          size="xs"
          annotations={[]}
          current={[current[0] ?? null]}
          legend={false}
        />
      )}
      {first.grid.count === 2 && <Sparkline series={first} />}
    </>
  );
}

/** The large number with its unit; a dash when nothing is known. */
export function Figure({ value, series }: { value: number | null; series: Pick<PanelSeries, "unit" | "decimals"> }) {
  const { text, suffix } = formatValue(value, series.unit, series.decimals);
  return (
    <p className="figure-line">
      <span className="fig">{text}</span>
      <span className="u">{suffix.trim()}</span>
      {value === null && <span className="muted">no current sample</span>}
    </p>
  );
}

function described(series: PanelSeries): string {
  const { unit, decimals } = series;
  const digits = unit === "usd" || unit === "count" ? 0 : decimals;
  return `${series.name} ${formatText(newestSample(series)?.value ?? null, unit, digits)}`;
}
