import { CloudWatchError } from "./cloudwatch-error.mjs";
import { evaluate } from "./metric-math.mjs";

const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;
const DAY = 86_400;

/** GetMetricData over the catalogue, with CloudWatch's own limits, silences and paging. `now`: seconds. */
export function getMetricData(input, { metrics, region, now }) {
  const queries = input.MetricDataQueries ?? [];
  check(input, queries);
  const ids = new Map();
  for (const query of queries)
    if (query.MetricStat) ids.set(query.Id, dataOf(query.MetricStat, input, { metrics, region, now }));
  const answers = queries.filter((query) => query.ReturnData !== false).map((query) => answerOf(query, ids));
  const newestFirst = input.ScanBy !== "TimestampAscending";
  for (const answer of answers) {
    answer.points.sort(([a], [b]) => (newestFirst ? b - a : a - b));
  }
  return page(answers, input);
}

function check(input, queries) {
  if (queries.length > MAX_QUERIES)
    throw new CloudWatchError(
      "ValidationError",
      `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
    );
  if (!(input.StartTime < input.EndTime))
    throw new CloudWatchError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
  for (const { Id } of queries)
    if (!/^[a-z][A-Za-z0-9_]*$/.test(Id ?? ""))
      throw new CloudWatchError(
        "ValidationError",
        `The value ${Id} for parameter Id is not matching the expected pattern.`,
      );
}

function answerOf({ Id, Label, Expression, MetricStat }, ids) {
  const label = Label ?? MetricStat?.Metric.MetricName ?? Id;
  if (!Expression) return { Id, Label: label, points: [...ids.get(Id)] };
  try {
    return { Id, Label: label, points: [...evaluate(Expression, ids)] };
  } catch (error) {
    throw new CloudWatchError("ValidationError", `Error in expression '${Id}': ${error.message}`);
  }
}

/** Points of one metric by time. A wrong dimension, region or period is no error: it is silence, as in CloudWatch. */
function dataOf({ Metric, Stat, Period }, { StartTime, EndTime }, { metrics, region, now }) {
  const metric = metrics.find((candidate) => candidate.regions.includes(region) && sameMetric(candidate, Metric));
  const points = new Map();
  if (!metric || Period % shortestPeriod(now - StartTime) !== 0) return points;
  const first = Math.floor(StartTime / Period) * Period;
  for (let time = first; time < EndTime && time <= now; time += Period) {
    const value = periodValue(metric, Stat, time, Period);
    if (value !== null) points.set(time, value);
  }
  return points;
}

function periodValue(metric, stat, time, period) {
  if (metric.every > period && time % metric.every !== 0) return null;
  const middle = metric.every > 60 ? time : time + period / 2;
  const perMinute = metric.perMinute(middle);
  if (perMinute === null) return null;
  if (stat === "SampleCount") return period / 60;
  return metric.sum && stat === "Sum" ? perMinute * (period / 60) : perMinute;
}

function shortestPeriod(age) {
  if (age > 63 * DAY) return 3600;
  if (age > 15 * DAY) return 300;
  return age > 3 * 3600 ? 60 : 1;
}

function sameMetric(candidate, wanted) {
  const key = ({ Namespace, MetricName, Dimensions = [] }) =>
    JSON.stringify([Namespace, MetricName, Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort()]);
  return key(candidate) === key(wanted);
}

/** At most MaxDatapoints in all; a series cut short says PartialData and goes on under the next token. */
function page(answers, { MaxDatapoints, NextToken }) {
  const start = NextToken ? JSON.parse(Buffer.from(NextToken, "base64url").toString()) : { index: 0, offset: 0 };
  let budget = Math.min(MaxDatapoints ?? MAX_DATAPOINTS, MAX_DATAPOINTS);
  const results = [];
  for (let index = start.index; index < answers.length; index++) {
    const { points, ...answer } = answers[index];
    const offset = index === start.index ? start.offset : 0;
    const taken = points.slice(offset, offset + budget);
    budget -= taken.length;
    const rest = offset + taken.length < points.length;
    results.push({
      ...answer,
      Timestamps: taken.map(([time]) => time),
      Values: taken.map(([, value]) => value),
      StatusCode: rest ? "PartialData" : "Complete",
    });
    const more = rest || (budget === 0 && index + 1 < answers.length);
    if (more) {
      const next = rest ? { index, offset: offset + taken.length } : { index: index + 1, offset: 0 };
      const token = Buffer.from(JSON.stringify(next)).toString("base64url");
      return { MetricDataResults: results, Messages: [], NextToken: token };
    }
  }
  return { MetricDataResults: results, Messages: [] };
}
