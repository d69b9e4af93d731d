import type { MetricDataPage } from "./api-schema";

/** One series of an answer, all its pages joined. */
export interface MetricResult {
  id: string;
  label: string;
  timestamps: Date[];
  values: number[];
  status: string;
  messages: string[];
}

export interface MetricData {
  results: MetricResult[];
  /** What CloudWatch said about the request as a whole. */
  messages: string[];
  /** It had more pages than were fetched. */
  cut: boolean;
}

/** Joins the pages of an answer by id and label: one series may span pages. */
export function joinPages(pages: readonly MetricDataPage[]): MetricData {
  const results = new Map<string, MetricResult>();
  for (const page of pages) for (const part of page.MetricDataResults) join(results, part);
  return {
    results: [...results.values()],
    messages: pages.flatMap((page) => page.Messages.map(inWords)),
    cut: pages.at(-1)?.NextToken !== undefined,
  };
}

function join(results: Map<string, MetricResult>, part: MetricDataPage["MetricDataResults"][number]): void {
  const key = `${part.Id}\n${part.Label}`;
  const whole = results.get(key) ?? {
    id: part.Id,
    label: part.Label,
    timestamps: [],
    values: [],
    status: "",
    messages: [],
  };
  results.set(key, whole);
  // No spread: a page holds up to 100,800 datapoints, more than a call may have arguments.
  for (const timestamp of part.Timestamps) whole.timestamps.push(timestamp);
  for (const value of part.Values) whole.values.push(value);
  whole.messages.push(...part.Messages.map(inWords));
  // "PartialData" on a page that has a successor only says that there is more: the last word counts.
  whole.status = part.StatusCode;
}

function inWords({ Code, Value }: { Code: string; Value: string }): string {
  return Code && Value ? `${Code}: ${Value}` : Code || Value;
}
