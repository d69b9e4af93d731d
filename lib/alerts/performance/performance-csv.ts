import { type CsvCell, csvRow } from "@/lib/csv/csv-row";
import { isoInZone } from "@/lib/time/iso-in-zone";
import type { AlertFigures, DurationFigure, PerformanceView } from "./performance-view";

const COLUMNS = [
  "from",
  "to",
  "zone",
  "group_by",
  "group",
  "partial",
  "alerts",
  "still_open",
  "never_acknowledged",
  "never_acknowledged_held_back",
  "acknowledgement_ran_out",
  "reopened",
  "end_inferred",
  "start_uncertain",
  ...["acknowledge", "resolve"].flatMap((what) => [
    `time_to_${what}_samples`,
    ...["mean", "median", "p90", "max"].map((name) => `time_to_${what}_${name}_seconds`),
  ]),
];
const NO_TEAM = "(no team)";

/**
 * The figures as one table (RFC 4180): everything, the period before, and each severity, team and week; the name of
 * no person. Numbers are numbers; an empty cell is a figure that is not known or rests on too few samples.
 */
export function performanceCsv(view: PerformanceView): string {
  const { zone, previous } = view;
  const line = (
    span: { from: string; to: string },
    by: string,
    name: string,
    figures: AlertFigures | null,
    partial = "",
  ) =>
    csvRow([
      isoInZone(Date.parse(span.from), zone),
      isoInZone(Date.parse(span.to), zone),
      zone,
      by,
      name,
      partial,
      ...cellsOf(figures),
    ]);
  return [
    csvRow(COLUMNS),
    line(view, "all", "", view.total),
    line(previous, "all, period before", "", previous.total),
    ...view.bySeverity.map(({ name, ...figures }) => line(view, "severity", name ?? "", figures)),
    ...view.byTeam.map(({ name, ...figures }) => line(view, "team", name ?? NO_TEAM, figures)),
    ...view.byWeek.map((week) => line(week, "week", week.label, week.figures, week.partial ? "partial" : "whole")),
  ].join("");
}

function cellsOf(figures: AlertFigures | null): CsvCell[] {
  if (figures === null) return COLUMNS.slice(6).map(() => null);
  return [
    figures.episodes,
    figures.stillOpen,
    figures.neverAcknowledged,
    figures.heldBack,
    figures.ranOut,
    figures.reopened,
    figures.inferredEnds,
    figures.uncertainStarts,
    ...durationCells(figures.toAcknowledge),
    ...durationCells(figures.toResolve),
  ];
}

function durationCells({ samples, mean, median, p90, max }: DurationFigure): CsvCell[] {
  return [samples, mean, median, p90, max];
}
