import { seriesKey } from "../model/meter.mjs";

/** Time (seconds) of the newest sample a Prometheus holds; null when it is empty. */
export async function newestSample(baseUrl) {
  const { data } = await getJson(`${baseUrl}/api/v1/status/tsdb`);
  const { maxTime } = data.headStats;
  return maxTime > 0 ? maxTime / 1000 : null;
}

/** Sets every meter to what Prometheus last saw of it, so that no counter starts again. */
export async function resumeMeters(baseUrl, time, sources) {
  for (const { job, instance, meters } of sources) {
    const query = new URLSearchParams({ query: `{job="${job}"}`, time: String(time) });
    const { data } = await getJson(`${baseUrl}/api/v1/query?${query}`);
    const totals = new Map(data.result.map(({ metric, value }) => [keyOf(metric, instance), Number(value[1])]));
    for (const meter of meters) {
      const { name, labels } = meter.series;
      const total = totals.get(seriesKey(name, labels));
      if (total !== undefined) meter.total = total;
    }
  }
}

/** The series' own key: without the labels the scrape added. */
function keyOf(metric, instance) {
  const { __name__: name, job: _job, ...labels } = metric;
  if (labels.instance === instance) delete labels.instance;
  return seriesKey(name, labels);
}

async function getJson(url) {
  const response = await fetch(url);
  const body = await response.json();
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${body.error}`);
  return body;
}
