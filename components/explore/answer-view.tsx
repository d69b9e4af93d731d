"use client";

import { useMemo } from "react";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Icon } from "@/components/ui/icon";
import { StateBox } from "@/components/ui/state-box";
import type { DrawnSeries } from "@/lib/explore/drawn-series";
import type { ExploreAnswer } from "@/lib/explore/explore-result";
import { reduce } from "@/lib/frames/reduce";
import { SeriesTable } from "./series-table";

interface AnswerViewProps {
  answer: ExploreAnswer;
  drawn: DrawnSeries;
  zone: string;
}

/** The source's remarks, the lines, and each series with its figures. */
export function AnswerView({ answer, drawn: { series, common }, zone }: AnswerViewProps) {
  const last = useMemo(() => series.map(({ values }) => reduce(values).last), [series]);
  const notices = answer.notices.map(({ text }) => (
    <p key={text} className="note">
      <Icon name="partial" />
      <span>{text}</span>
    </p>
  ));
  if (answer.newestSampleAt === null)
    return (
      <>
        {notices}
        <StateBox tone="unknown" title="No data">
          <p className="ink2">The source answered, but has no sample in this range. This is not zero.</p>
        </StateBox>
      </>
    );
  return (
    <>
      {notices}
      <TimeSeriesChart
        title="Result of the query"
        series={series}
        zone={zone}
        size="l"
        annotations={[]}
        current={last}
        legend={false}
      />
      {common !== "" && (
        <p className="ex-common">
          All have <code>{common}</code>
        </p>
      )}
      <SeriesTable series={series} zone={zone} />
    </>
  );
}
