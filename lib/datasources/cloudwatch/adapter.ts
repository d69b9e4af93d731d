import "server-only";
import type { CloudWatchTarget } from "@/lib/dashboards/model";
import type { TimeGrid } from "@/lib/frames/frame";
import { lastValue } from "@/lib/frames/last-value";
import type { CloudWatchConfig } from "../config-schema";
import { type CloudWatchDatasource, type DatasourceAnswer, type QueryWindow, UpstreamError } from "../datasource";
import { Batcher } from "./batch";
import { type CloudWatchApi, createCloudWatchApi } from "./client";
import { choosePeriod } from "./period";
import { toFrames } from "./to-frames";

/** An instant looks at least this many periods back: metrics arrive late, billing a few times a day. */
const LOOK_BACK_PERIODS = 3;
const ADDITIVE = new Set(["Sum", "SampleCount"]);

/** A CloudWatch with what a status page asks of it. */
export interface CloudWatchSource
  extends CloudWatchDatasource,
    Pick<CloudWatchApi, "listMetrics" | "alarms" | "close"> {
  regions: string[];
}

/** CloudWatch in one account. Windows are moved to whole periods; the answer's step is the period. */
export function createCloudWatchSource(config: CloudWatchConfig, timeoutSeconds: number): CloudWatchSource {
  const api = createCloudWatchApi(config, timeoutSeconds);
  const batcher = new Batcher(api);
  const regions = [...new Set([config.region, ...config.regions])];
  return {
    type: "cloudwatch",
    name: config.name,
    defaultRegion: config.region,
    regions,
    async query(target, inputs, window, signal) {
      const region = target.region ?? config.region;
      if (!regions.includes(region))
        throw new UpstreamError("not_configured", `The region ${region} is not configured for ${config.name}.`);
      const now = Date.now();
      const period = periodOf(target, inputs, window, now);
      const grid = gridOf(window, period);
      const end = grid.start + grid.count * grid.step;
      const data = await batcher.ask({ target, inputs, region, period, start: grid.start, end }, signal);
      const additive = usedStats(target, inputs).some((stat) => ADDITIVE.has(stat));
      const answer = toFrames(data, { target, region, grid, additive, now });
      return window.step === 0 ? latest(answer, window) : withRaisedPeriod(answer, target, window, period);
    },
    listMetrics: (region, namespace, signal) => api.listMetrics(region, namespace, signal),
    alarms: (region, signal) => api.alarms(region, signal),
    close: () => api.close(),
  };
}

function periodOf(target: CloudWatchTarget, inputs: CloudWatchTarget[], window: QueryWindow, now: number): number {
  const asked = target.expression === undefined ? [target] : [target, ...inputs];
  const wanted = Math.max(window.step / 1000, ...asked.map(({ period }) => period));
  const start =
    window.step === 0 ? Math.min(window.start, window.end - LOOK_BACK_PERIODS * wanted * 1000) : window.start;
  return choosePeriod(wanted, start, now);
}

function usedStats(target: CloudWatchTarget, inputs: CloudWatchTarget[]): string[] {
  const used = target.expression === undefined ? [target] : inputs;
  return used.flatMap(({ metric }) => (metric ? [metric.stat] : []));
}

/** Whole periods from the one the window starts in to the one it ends in. */
function gridOf(window: QueryWindow, periodSeconds: number): TimeGrid {
  const step = periodSeconds * 1000;
  const from = window.step === 0 ? Math.min(window.start, window.end - LOOK_BACK_PERIODS * step) : window.start;
  const start = Math.floor(from / step) * step;
  return { start, step, count: Math.floor((window.end - start) / step) + 1 };
}

/** The newest datapoint of each series, at its own time when there is one series. */
function latest(answer: DatasourceAnswer, window: QueryWindow): DatasourceAnswer {
  const found = answer.frames.flatMap((frame) => {
    const last = lastValue(frame, answer.grid);
    return last ? [{ frame, ...last }] : [];
  });
  const start = found.length > 0 ? Math.max(...found.map(({ at }) => at)) : window.end;
  return {
    ...answer,
    grid: { start, step: 0, count: 1 },
    frames: found.map(({ frame, value }) => ({ ...frame, values: [value] })),
  };
}

function withRaisedPeriod(
  answer: DatasourceAnswer,
  target: CloudWatchTarget,
  window: QueryWindow,
  period: number,
): DatasourceAnswer {
  if (period * 1000 <= Math.max(window.step, target.period * 1000)) return answer;
  const text = `Each point covers ${period} s: CloudWatch keeps nothing finer this far back.`;
  return { ...answer, notices: [...answer.notices, { severity: "info", text }] };
}
