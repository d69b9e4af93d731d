import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TableScroll } from "@/components/ui/table-scroll";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { AlertFigures, DurationFigure } from "@/lib/alerts/performance/performance-view";
import { durationText, figureSentence, shortDurationText, withoutFigure } from "./duration-words";

export interface FigureRow {
  key: string;
  name: ReactNode;
  /** Null: not recorded. */
  figures: AlertFigures | null;
}

interface FigureTableProps {
  title: string;
  subtitle?: string;
  /** What the rows are: "Severity". */
  what: string;
  rows: readonly FigureRow[];
  trust: ReactNode[];
}

const DURATIONS = ["samples", "mean", "median", "p90", "longest"];
const COUNTS = ["Never acked", "Ran out", "Fired again"];

/** All figures of each group; the twin of the charts where the groups are weeks. On a phone a card each. */
export function FigureTable({ title, subtitle, what, rows, trust }: FigureTableProps) {
  return (
    <Panel title={title} subtitle={subtitle} flush footer={<TrustStrip items={trust} />}>
      {rows.length === 0 ? (
        <EmptyState title="No alert was opened in this period" />
      ) : (
        <TableScroll label={title}>
          <table className="compact cards pf-table">
            <Columns />
            <Head what={what} />
            <tbody>
              {rows.map(({ key, name, figures }) => (
                <tr key={key}>
                  <td className="pf-name">{name}</td>
                  {figures === null ? (
                    <td className="t-unknown" colSpan={11 + COUNTS.length}>
                      not recorded
                    </td>
                  ) : (
                    <Cells figures={figures} />
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Panel>
  );
}

/** Widths that the three tables share. */
function Columns() {
  return (
    <colgroup>
      <col className="pf-col-name" />
      <col className="pf-col-count" />
      {["acknowledge", "resolve"].flatMap((group) =>
        DURATIONS.map((name, index) => (
          <col className={index === 0 ? "pf-col-count" : "pf-col-length"} key={group + name} />
        )),
      )}
      {COUNTS.map((name) => (
        <col className="pf-col-count" key={name} />
      ))}
    </colgroup>
  );
}

function Head({ what }: { what: string }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="pf-name">
          {what}
        </th>
        <th scope="col" rowSpan={2} className="num">
          Alerts
        </th>
        {["Time to acknowledge", "Time to resolve"].map((name) => (
          <th scope="colgroup" colSpan={DURATIONS.length} className="pf-group" key={name}>
            {name}
          </th>
        ))}
        {COUNTS.map((name) => (
          <th scope="col" rowSpan={2} className="num" key={name}>
            {name}
          </th>
        ))}
      </tr>
      <tr>
        {["acknowledge", "resolve"].flatMap((group) =>
          DURATIONS.map((name, index) => (
            <th scope="col" className={index === 0 ? "num pf-first" : "num"} key={group + name}>
              {name}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

function Cells({
  figures: { episodes, toAcknowledge, toResolve, neverAcknowledged, ranOut, reopened },
}: {
  figures: AlertFigures;
}) {
  return (
    <>
      <Count title="Alerts" value={episodes} />
      <DurationCells title="To acknowledge" figure={toAcknowledge} />
      <DurationCells title="To resolve" figure={toResolve} />
      {[neverAcknowledged, ranOut, reopened].map((value, index) => (
        <Count key={COUNTS[index]} title={COUNTS[index]!} value={value} />
      ))}
    </>
  );
}

function Count({ title, value }: { title: string; value: number }) {
  return (
    <td className="num" data-title={title}>
      {value.toLocaleString("en-US")}
    </td>
  );
}

/** Five cells, or on a phone one sentence. */
function DurationCells({ title, figure }: { title: string; figure: DurationFigure }) {
  const missing = withoutFigure(figure);
  return (
    <>
      <td className="num muted pf-first hide-m">{figure.samples.toLocaleString("en-US")}</td>
      {missing ? (
        <td className="muted pf-missing hide-m" colSpan={DURATIONS.length - 1}>
          {missing}
        </td>
      ) : (
        [figure.mean!, figure.median!, figure.p90!, figure.max!].map((seconds, index) => (
          <td className="num hide-m" key={DURATIONS[index + 1]} title={durationText(seconds)}>
            {shortDurationText(seconds)}
          </td>
        ))
      )}
      <td className="pf-sentence">
        <b>{title}:</b> {figureSentence(figure)}
      </td>
    </>
  );
}
