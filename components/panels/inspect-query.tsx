import { ZonedLink } from "@/components/shell/zoned-link";
import { buttonClass } from "@/components/ui/button";
import { TableScroll } from "@/components/ui/table-scroll";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult, TargetResult } from "@/lib/dashboards/panel-result";
import { exploreHref } from "@/lib/explore/explore-href";
import { formatText } from "@/lib/frames/format-value";
import { panelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import { formatDuration, formatInstant } from "@/lib/time/format-time";
import type { RangeEdges } from "@/lib/time/range-presets";
import { sourceWord } from "./source-words";

interface InspectQueryProps {
  panel: PanelView;
  result: PanelResult | null;
  zone: string;
  /** What a query would be run for in Explore; null: not by this reader. */
  range: RangeEdges | null;
}

const MOST = 100;

/** What the panel shows, the exact text that ran, and what came of it. */
export function InspectQuery({ panel, result, zone, range }: InspectQueryProps) {
  return (
    <>
      <section>
        <h3>What this shows</h3>
        <p className="ink2">{panel.description}</p>
      </section>
      {result?.targets.map((target) => (
        <TargetSection key={target.refId} target={target} zone={zone} range={range} />
      ))}
      {result && <LatestValues panel={panel} result={result} />}
    </>
  );
}

interface TargetSectionProps extends Pick<InspectQueryProps, "zone" | "range"> {
  target: TargetResult;
}

function TargetSection({ target, zone, range }: TargetSectionProps) {
  const { datasource, executedQuery, tookMs, cached, newestSampleAt } = target.provenance;
  return (
    <section>
      <h3>
        Executed query <span className="muted">target {target.refId}</span>
      </h3>
      <pre className="code">{executedQuery ?? "none"}</pre>
      {range && executedQuery !== undefined && datasource?.type === "prometheus" && (
        <ZonedLink
          className={buttonClass({ tone: "quiet" })}
          href={exploreHref(executedQuery, { from: range.from, to: range.to, datasource: datasource.name })}
        >
          Open in Explore
        </ZonedLink>
      )}
      <dl className="kv">
        <dt>Source</dt>
        <dd>{datasource ? sourceWord(datasource) : "unknown"}</dd>
        {target.status === "error" ? (
          <>
            <dt>Error</dt>
            <dd className="t-fail">{target.error.message}</dd>
          </>
        ) : (
          <>
            <dt>Step</dt>
            <dd>{target.grid.step > 0 ? formatDuration(target.grid.step) : "one instant"}</dd>
            <dt>Newest sample</dt>
            <dd>{newestSampleAt == null ? "none" : formatInstant(newestSampleAt, zone, "full")}</dd>
            <dt>Series</dt>
            <dd>{target.frames.length}</dd>
            <dt>Answered in</dt>
            <dd>{cached ? "from the cache" : formatDuration(tookMs ?? 0)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function LatestValues({ panel, result }: { panel: PanelView; result: PanelResult }) {
  const series = panelSeries(panel, result);
  if (series.length === 0) return null;
  return (
    <section>
      <h3>Latest values</h3>
      <TableScroll label={`${panel.title}, latest values`}>
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col" className="num">
                Min
              </th>
              <th scope="col" className="num">
                Max
              </th>
              <th scope="col" className="num">
                Last step
              </th>
            </tr>
          </thead>
          <tbody>
            {series.slice(0, MOST).map(({ key, name, values, unit, decimals }) => {
              const { min, max, last } = reduce(values);
              return (
                <tr key={key}>
                  <td className="mono name" title={name}>
                    {name}
                  </td>
                  <td className="num">{formatText(min, unit, decimals)}</td>
                  <td className="num">{formatText(max, unit, decimals)}</td>
                  <td className="num strong">{formatText(last, unit, decimals)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
