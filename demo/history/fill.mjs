import { conditionsAt } from "../model/conditions.mjs";
import { pastAlerts } from "./past-alerts.mjs";
import { recordings } from "./recordings.mjs";
import { encodeLabels, remoteWrite, STALE } from "./remote-write.mjs";

const STEP = 60;
/** Less than the hour by which Prometheus lets one stream run ahead of the other. */
const STEPS_PER_REQUEST = 50;
/** Prometheus decodes one request per connection: two streams keep two cores busy. */
const STREAMS = 2;
const { NaN: NOTHING } = Number;

/**
 * Writes the model's samples of every minute in (from, to] to an empty or older Prometheus, in order. The meters
 * are left as they stand at `to`. `sources`: [{ job, instance, meters }]; the first is the chatbot.
 */
export async function fillHistory({ baseUrl, from, to, sources, incidents, onProgress }) {
  const first = Math.floor(from / STEP) * STEP + STEP;
  const total = Math.floor((to - first) / STEP) + 1;
  if (total <= 0) return;
  const timeline = new Timeline(sources, incidents, first, to);
  const streams = Array.from({ length: STREAMS }, () => Promise.resolve());
  for (let done = 0; done < total; done += STEPS_PER_REQUEST) {
    const length = Math.min(STEPS_PER_REQUEST, total - done);
    const times = Array.from({ length }, (_, index) => first + (done + index) * STEP);
    const batch = timeline.take(times);
    // A series stays in its stream, so its samples arrive in order.
    await Promise.all(streams);
    streams.forEach((_, stream) => {
      const share = batch.filter((_track, index) => index % STREAMS === stream);
      streams[stream] = remoteWrite(baseUrl, times, share);
      streams[stream].catch(() => {}); // awaited, and thrown, at the next round
    });
    onProgress?.((done + length) / total);
  }
  await Promise.all(streams);
}

/** Walks through time with all meters, and keeps a row of values per series. */
class Timeline {
  constructor(sources, incidents, from, to) {
    this.sources = sources;
    this.incidents = incidents;
    const { windows, tracks } = recordings(sources[0].meters);
    this.windows = windows;
    this.tracks = [
      ...sources.flatMap((source) => [
        track({ __name__: "up", ...where(source) }, ({ down }) => (down && source === sources[0] ? 0 : 1)),
        ...source.meters.map((meter) => meterTrack(source, meter)),
      ]),
      ...tracks.map(({ labels, value }) => track(labels, ({ down }) => (down ? STALE : value()))),
      ...pastAlerts(incidents, from, to).map((stretch) => alertTrack(stretch)),
    ];
  }

  take(times) {
    const rows = this.tracks.map(() => new Float64Array(times.length));
    times.forEach((time, column) => {
      const moment = this.advance(time);
      for (let row = 0; row < rows.length; row++)
        rows[row][column] = moment.unmeasured ? NOTHING : this.tracks[row].at(moment);
    });
    return this.tracks.map(({ encoded }, row) => ({ labels: encoded, values: rows[row] }));
  }

  advance(time) {
    const conditions = conditionsAt(time, this.incidents);
    const down = conditions.felt("down") > 0;
    for (const { meters } of this.sources) for (const meter of meters) meter.advance(conditions, STEP);
    // A restarted process counts from zero.
    if (down) for (const meter of this.sources[0].meters) if (meter.series.type === "counter") meter.total = 0;
    this.windows.push();
    return { time, down, unmeasured: conditions.felt("unmeasured") > 0 };
  }
}

function where({ job, instance }) {
  return { job, instance };
}

function track(labels, at) {
  return { encoded: encodeLabels(labels), at };
}

/** A series that a failed scrape ends at once, and that is written only every `step` seconds. */
function meterTrack(source, meter) {
  const { name, labels, step } = meter.series;
  const chatbot = source.job === "medinovai-backend";
  // A label of the exporter's own wins over the scrape's, as honor_labels has it.
  return track({ __name__: name, ...where(source), ...labels }, ({ time, down }) => {
    if (down && chatbot) return STALE;
    return time % step === 0 ? meter.read() : NOTHING;
  });
}

/** An alert's stretch, ended by a stale marker: without it the alert would linger for five minutes. */
function alertTrack({ labels, from, to }) {
  const end = Math.ceil(to / STEP) * STEP;
  return track({ __name__: "ALERTS", ...labels }, ({ time }) => {
    if (time < from || time > end) return NOTHING;
    return time === end ? STALE : 1;
  });
}
