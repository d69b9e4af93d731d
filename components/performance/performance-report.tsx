import { Banner } from "@/components/ui/banner";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { NamedFigures, PerformanceView } from "@/lib/alerts/performance/performance-view";
import { formatInstant } from "@/lib/time/format-time";
import { Definitions } from "./definitions";
import { type FigureRow, FigureTable } from "./figure-table";
import { FigureTiles } from "./figure-tiles";
import { WeekCharts } from "./week-charts";

/** How long alerts waited for a person and for their end, with what every figure rests on. */
export function PerformanceReport({ view }: { view: PerformanceView }) {
  const { zone } = view;
  const at = (iso: string) => formatInstant(Date.parse(iso), zone, "full");
  const trust = ["the portal's episodes", `as of ${at(view.asOf)}`];
  return (
    <>
      <Notices view={view} />
      <section className="panel" aria-label="The period">
        <FigureTiles total={view.total} previous={view.previous} />
        <TrustStrip
          items={[
            `${at(view.from)} to ${at(view.to)}`,
            `before: ${at(view.previous.from)} to ${at(view.previous.to)}`,
            ...trust,
          ]}
        />
      </section>
      <WeekCharts byWeek={view.byWeek} zone={zone} asOf={view.asOf} />
      <FigureTable title="By severity" what="Severity" rows={namedRows(view.bySeverity)} trust={trust} />
      <FigureTable title="By team" what="Team" rows={namedRows(view.byTeam)} trust={trust} />
      <FigureTable
        title="By week"
        subtitle={`ISO weeks, from Monday 00:00 ${zone}`}
        what="Week"
        rows={view.byWeek.map((week) => ({
          key: week.label,
          name: (
            <>
              {week.label}{" "}
              <span className="muted">
                {formatInstant(Date.parse(week.from), zone, "day")}
                {week.partial && ", in part"}
              </span>
            </>
          ),
          figures: week.figures,
        }))}
        trust={trust}
      />
      <Definitions />
    </>
  );
}

function namedRows(figures: readonly NamedFigures[]): FigureRow[] {
  return figures.map(({ name, ...rest }) => ({
    key: name === null ? "none" : `name ${name}`,
    name: name ?? <span className="muted">no team</span>,
    figures: rest,
  }));
}

/** What the reader must know before believing a figure. */
function Notices({ view: { recordedSince, from, to, zone, withoutSecurity, omitted } }: { view: PerformanceView }) {
  const since = recordedSince === null ? null : Date.parse(recordedSince);
  return (
    <>
      {(since === null || since > Date.parse(from)) && (
        <Banner
          tone="unknown"
          title={since !== null && since < Date.parse(to) ? "A part was not recorded." : "Nothing was recorded."}
        >
          {since === null
            ? "The portal has not noted anything yet."
            : `The portal's records begin ${formatInstant(since, zone, "full")}.`}
        </Banner>
      )}
      {withoutSecurity && (
        <Banner tone="info" title="Not all alerts.">
          Those of the security and compliance teams are not counted for your role.
        </Banner>
      )}
      {omitted > 0 && (
        <Banner tone="info" title="Not all names.">
          The fifty most frequent severities and teams are listed; {omitted} more are in the totals only.
        </Banner>
      )}
    </>
  );
}
