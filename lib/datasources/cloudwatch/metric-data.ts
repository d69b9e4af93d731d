import "server-only";
import type { MetricDataPage } from "./api-schema";
import type { CloudWatchApi, MetricDataRequest } from "./client";

const MAX_PAGES = 20;

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
  /** It had more pages than are fetched. */
  cut: boolean;
}

/** GetMetricData with all its pages. Results are joined by id and label: one series may span pages. */
export async function metricData(
  api: CloudWatchApi,
  region: string,
  request: MetricDataRequest,
  signal: AbortSignal,
): Promise<MetricData> {
  const results = new Map<string, MetricResult>();
  const messages: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await api.metricDataPage(region, { ...request, nextToken }, signal);
    for (const result of answer.MetricDataResults) join(results, result);
    messages.push(...answer.Messages.map(({ Code, Value }) => `${Code}: ${Value}`));
    nextToken = answer.NextToken;
    if (!nextToken) break;
  }
  return { results: [...results.values()], messages, cut: nextToken !== undefined };
}

function join(results: Map<string, MetricResult>, page: MetricDataPage["MetricDataResults"][number]): void {
  const key = `${page.Id}\n${page.Label}`;
  const known = results.get(key);
  const said = page.Messages.map(({ Code, Value }) => `${Code}: ${Value}`);
  if (!known) {
    results.set(key, {
      id: page.Id,
      label: page.Label,
      timestamps: [...page.Timestamps],
      values: [...page.Values],
      status: page.StatusCode,
      messages: said,
    });
    return;
  }
  for (const timestamp of page.Timestamps) known.timestamps.push(timestamp);
  for (const value of page.Values) known.values.push(value);
  known.messages.push(...said);
  // "PartialData" on a page that has a successor only says that there is more: the last word counts.
  known.status = page.StatusCode;
}
