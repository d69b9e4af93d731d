import type { CloudWatchTarget } from "@/lib/dashboards/model";
import type { Frame, Notice, TimeGrid } from "@/lib/frames/frame";
import { type DatasourceAnswer, UpstreamError } from "../datasource";
import { shownWords } from "../shown-words";
import type { MetricData, MetricResult } from "./metric-data";

/** Metrics arrive late: only a period that ended this long ago and has no datapoint counts as one without events. */
const SETTLED_AFTER_MS = 3 * 60_000;
const MAX_NOTICES = 10;

export interface FrameRequest {
  target: CloudWatchTarget;
  region: string;
  grid: TimeGrid;
  /** A count over a period that is still running reads as a fall: left out. */
  additive: boolean;
  now: number;
}

/** One target's results as frames on the grid. Throws UpstreamError when CloudWatch would not or could not answer. */
export function toFrames(data: MetricData, request: FrameRequest): DatasourceAnswer {
  const { results } = data;
  if (results.length === 0)
    throw new UpstreamError("upstream_invalid", "CloudWatch left this metric out of its answer.");
  refuseFailed(results);
  const notices: Notice[] = [];
  const warn = (text: string) => notices.push({ severity: "warning", text: shownWords(text) });
  for (const message of [...data.messages, ...results.flatMap((result) => result.messages)]) warn(message);
  if (data.cut) warn("CloudWatch has more data than is fetched for one panel.");
  const incomplete = results.filter((result) => result.status !== "Complete");
  if (incomplete.length > 0) warn(`CloudWatch's answer is not complete (${incomplete[0]?.status}).`);
  const whole = !data.cut && incomplete.length === 0;
  const frames = results.map((result) => frameOf(result, request, results.length > 1, notices));
  if (request.target.fill === "zero" && whole) fillZeros(frames, request, notices);
  return {
    grid: request.grid,
    frames: frames.filter((frame) => frame.values.some((value) => value !== null)),
    notices: distinct(notices).slice(0, MAX_NOTICES),
    partial: notices.some((notice) => notice.severity === "warning"),
  };
}

function refuseFailed(results: MetricResult[]): void {
  if (results.some((result) => result.status === "Forbidden"))
    throw new UpstreamError("upstream_denied", "AWS does not let the portal read this metric (Forbidden).");
  if (results.every((result) => result.status === "InternalError" && result.values.length === 0))
    throw new UpstreamError("upstream_error", "CloudWatch could not compute this metric (InternalError).");
}

function frameOf(result: MetricResult, request: FrameRequest, several: boolean, notices: Notice[]): Frame {
  const { grid, additive, now, region, target } = request;
  const values = new Array<number | null>(grid.count).fill(null);
  let [odd, notFinite] = [0, 0];
  result.timestamps.forEach((timestamp, at) => {
    const offset = (timestamp instanceof Date ? timestamp.getTime() : Number.NaN) - grid.start;
    const index = offset / grid.step;
    // A batch's window may be wider than this target's.
    if (index < 0 || index >= grid.count) return;
    const value = result.values[at];
    if (!Number.isInteger(index) || typeof value !== "number") odd++;
    else if (!Number.isFinite(value)) notFinite++;
    else if (!additive || grid.start + (index + 1) * grid.step <= now) values[index] = value;
  });
  if (result.values.length !== result.timestamps.length) odd++;
  if (odd > 0)
    notices.push({ severity: "warning", text: "Some datapoints are at other times than were asked for: left out." });
  if (notFinite > 0) notices.push({ severity: "info", text: "Some datapoints are not finite numbers: shown as gaps." });
  const labels = { ...target.metric?.dimensions, region, ...(several ? { label: result.label } : {}) };
  return { name: "", labels, values };
}

function fillZeros(frames: Frame[], { grid, now }: FrameRequest, notices: Notice[]): void {
  let filled = false;
  for (const { values } of frames)
    for (let i = 0; i < grid.count; i++) {
      if (values[i] !== null || grid.start + (i + 1) * grid.step > now - SETTLED_AFTER_MS) continue;
      values[i] = 0;
      filled = true;
    }
  if (filled)
    notices.push({ severity: "info", text: "CloudWatch keeps no datapoint for periods without events: shown as 0." });
}

function distinct(notices: Notice[]): Notice[] {
  return [...new Map(notices.map((notice) => [notice.text, notice])).values()];
}
