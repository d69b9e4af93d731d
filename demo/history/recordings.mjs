import { CounterWindows } from "./counter-windows.mjs";

const JOB = { job: "medinovai-backend" };
const WINDOW_SECONDS = 300;
const isRequest = ({ name }) => name === "http_requests_total";
const isError = (series) => isRequest(series) && series.labels.status.startsWith("5");
const named = (name) => (series) => series.name === name;
const valuesOf = (meters, name, label) => [
  ...new Set(meters.filter(({ series }) => series.name === name).map(({ series }) => series.labels[label])),
];

/** The outputs of the recording rules, computed from the model: { windows, tracks: [{ labels, value() }] }. */
export function recordings(meters) {
  const request = histogramOf(meters, "http_request_duration_seconds");
  const ai = histogramOf(meters, "ai_response_time_seconds");
  const database = histogramOf(meters, "database_query_duration_seconds");
  const endpoints = valuesOf(meters, "http_requests_total", "endpoint");
  const windows = new CounterWindows(meters, {
    requests: isRequest,
    errors: isError,
    ...Object.fromEntries(endpoints.map((e) => [`requests ${e}`, (s) => isRequest(s) && s.labels.endpoint === e])),
    ...Object.fromEntries(endpoints.map((e) => [`errors ${e}`, (s) => isError(s) && s.labels.endpoint === e])),
    ...request.groups,
    ...ai.groups,
    ...database.groups,
    conversations: named("conversations_total"),
    successes: named("conversations_success_total"),
    escalations: named("escalations_total"),
  });
  const grown = (name, minutes = 5) => windows.increase(name, minutes);
  const rate = (name) => grown(name) / WINDOW_SECONDS;
  const record = (name, value, labels = {}) => ({ labels: { __name__: name, ...JOB, ...labels }, value });
  const quantile =
    (q, { name, bounds }) =>
    () =>
      quantileOf(
        q,
        bounds.map((le) => [Number(le), grown(`${name} ${le}`)]),
      );
  const tracks = [
    record("job:http_requests:rate5m", () => rate("requests")),
    record("job:http_requests_errors:rate5m", () => rate("errors")),
    record("job:http_requests_error:ratio_rate5m", () => rate("errors") / rate("requests")),
    ...endpoints.map((endpoint) => {
      const ratio = () => grown(`errors ${endpoint}`) / grown(`requests ${endpoint}`);
      return record("job_endpoint:http_requests_error:ratio_rate5m", ratio, { endpoint });
    }),
    ...request.bounds.map((le) => {
      const value = () => rate(`${request.name} ${le}`);
      return record("job_le:http_request_duration_seconds_bucket:rate5m", value, { le });
    }),
    record("job:http_request_duration_seconds:p95_5m", quantile(0.95, request)),
    record("job:http_request_duration_seconds:p50_5m", quantile(0.5, request)),
    record(
      "job:http_request_duration_seconds:mean5m",
      () => grown(`${request.name} sum`) / grown(`${request.name} +Inf`),
    ),
    record("job:ai_response_time_seconds:p95_5m", quantile(0.95, ai)),
    record("job:database_query_duration_seconds:p95_5m", quantile(0.95, database)),
    record("job:conversations_success:ratio_increase1h", () =>
      Math.min(1, grown("successes", 60) / grown("conversations", 60)),
    ),
    record("job:conversations_escalated:ratio_increase1h", () => grown("escalations", 60) / grown("conversations", 60)),
  ];
  return { windows, tracks };
}

function histogramOf(meters, name) {
  const bounds = valuesOf(meters, `${name}_bucket`, "le");
  const groups = { [`${name} sum`]: named(`${name}_sum`) };
  for (const le of bounds) groups[`${name} ${le}`] = (s) => s.name === `${name}_bucket` && s.labels.le === le;
  return { name, bounds, groups };
}

/** histogram_quantile over [upper bound, cumulative count] pairs in ascending order, the last one infinite. */
export function quantileOf(q, buckets) {
  const wanted = q * buckets.at(-1)[1];
  const index = buckets.findIndex(([, count]) => count >= wanted);
  if (index < 0 || !(wanted > 0)) return Number.NaN;
  const [below, countBelow] = index === 0 ? [0, 0] : buckets[index - 1];
  const [bound, count] = buckets[index];
  // "+Inf" parses to NaN: the quantile lies above the last bound, which Prometheus then returns.
  if (!Number.isFinite(bound)) return below;
  return below + ((bound - below) * (wanted - countBelow)) / (count - countBelow);
}
