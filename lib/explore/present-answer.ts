import type { Frame } from "@/lib/frames/frame";
import { gridTime } from "@/lib/frames/grid-time";
import { roundSignificant } from "@/lib/frames/round-significant";
import type { Answer } from "@/lib/query/answer";
import type { ExploreAnswer } from "./explore-result";
import { seriesName } from "./series-name";

/** An answer in the form of the wire: named frames, six digits, gaps as null. `query` names a series without labels. */
export function presentAnswer(
  { grid, series, notices, partial, asOf, tookMs }: Answer,
  query: string,
): Omit<ExploreAnswer, "status" | "source" | "cached" | "live"> {
  const newest = Math.max(-1, ...series.map(({ values }) => values.findLastIndex((value) => !Number.isNaN(value))));
  const frames = series.map(
    ({ labels, values }): Frame => ({
      name: seriesName(labels, query),
      labels,
      values: Array.from(values, (value) => (Number.isFinite(value) ? roundSignificant(value) : null)),
    }),
  );
  const newestSampleAt = newest < 0 ? null : gridTime(grid, newest);
  return { grid, frames, notices: [...notices], partial, asOf, newestSampleAt, tookMs };
}
