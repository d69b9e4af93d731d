import type { z } from "zod";
import type { Frame, Notice, TimeGrid } from "@/lib/frames/frame";
import { type DatasourceAnswer, type QueryWindow, UpstreamError } from "../datasource";
import { matrixSeriesSchema, type QueryData, queryDataSchema, vectorSeriesSchema } from "./api-schema";
import { gridSamples, type SampleFaults } from "./grid-samples";
import { histogramFrames } from "./histogram-frames";

/** More series than anybody can read in one panel; the rest is left out, and the answer says so. */
export const MAX_SERIES = 500;

interface Series {
  labels: Record<string, string>;
  samples: unknown[];
  histograms: unknown[];
}

/** The `data` of a query or query_range answer as frames on one grid. Throws UpstreamError on any other form. */
export function toFrames(data: unknown, window: QueryWindow): DatasourceAnswer {
  const parsed = queryDataSchema.safeParse(data);
  if (!parsed.success) throw invalid("The answer holds no result in the form of the Prometheus API.");
  const result = parsed.data;
  if (result.resultType === "string") return textAnswer(result.result, window);
  const all = seriesOf(result, window);
  const shown = all.slice(0, MAX_SERIES);
  const grid = window.step === 0 ? instantGrid(shown, window) : rangeGrid(window);
  const faults: SampleFaults = { notFinite: 0, offGrid: 0, duplicated: 0 };
  const frames = shown.flatMap((series) => framesOf(series, grid, faults));
  const notices = noticesOf(all, frames.length, faults);
  return {
    grid,
    frames: frames.slice(0, MAX_SERIES),
    notices,
    partial: notices.some((notice) => notice.severity === "warning"),
  };
}

function rangeGrid({ start, end, step }: QueryWindow): TimeGrid {
  return { start, step, count: Math.floor((end - start) / step) + 1 };
}

/** The instant the upstream evaluated at: some answer for a slightly earlier one than was asked. */
function instantGrid(series: Series[], window: QueryWindow): TimeGrid {
  const first = series.flatMap(({ samples, histograms }) => [...samples, ...histograms]).find(Array.isArray);
  const seconds: unknown = first?.[0];
  return { start: typeof seconds === "number" ? Math.round(seconds * 1000) : window.end, step: 0, count: 1 };
}

function seriesOf(data: QueryData, window: QueryWindow): Series[] {
  if (data.resultType === "scalar" && window.step === 0)
    return [{ labels: {}, samples: [data.result], histograms: [] }];
  if (data.resultType === "vector" && window.step === 0)
    return data.result.map((item) => {
      const { metric, value, histogram } = parseSeries(vectorSeriesSchema, item);
      return { labels: metric, samples: value ? [value] : [], histograms: histogram ? [histogram] : [] };
    });
  if (data.resultType === "matrix" && window.step > 0)
    return data.result.map((item) => {
      const { metric, values, histograms } = parseSeries(matrixSeriesSchema, item);
      return { labels: metric, samples: values ?? [], histograms: histograms ?? [] };
    });
  if (data.resultType === "matrix")
    throw invalid("The expression selects a range of samples; one value per series is needed.");
  throw invalid(`The answer is a ${data.resultType} where a range was asked for.`);
}

function parseSeries<T>(schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (!parsed.success) throw invalid("A series is not in the form of the Prometheus API.");
  return parsed.data;
}

function framesOf({ labels, samples, histograms }: Series, grid: TimeGrid, faults: SampleFaults): Frame[] {
  const buckets = histograms.length > 0 ? histogramFrames(labels, histograms, grid, faults) : [];
  if (samples.length === 0 && buckets.length > 0) return buckets;
  return [{ name: "", labels, values: gridSamples(samples, grid, faults) }, ...buckets];
}

function noticesOf(all: Series[], frameCount: number, faults: SampleFaults): Notice[] {
  const notices: Notice[] = [];
  const say = (severity: Notice["severity"], text: string) => notices.push({ severity, text });
  if (all.length > MAX_SERIES) say("warning", `Only the first ${MAX_SERIES} of ${all.length} series are shown.`);
  else if (frameCount > MAX_SERIES) say("warning", `Only the first ${MAX_SERIES} of ${frameCount} buckets are shown.`);
  if (faults.offGrid > 0) say("warning", `${samples(faults.offGrid)} at other times than were asked for: left out.`);
  if (faults.duplicated > 0)
    say("warning", `${samples(faults.duplicated)} for a time that has another value: shown as gaps.`);
  if (faults.notFinite > 0)
    say("info", `${samples(faults.notFinite)} not a finite number (NaN or infinite): shown as gaps.`);
  if (all.some((series) => series.histograms.length > 0))
    say("info", "Native histograms are shown as cumulative buckets, with their upper bound in the label le.");
  return notices;
}

function samples(count: number): string {
  return count === 1 ? "1 sample is" : `${count} samples are`;
}

function textAnswer(result: unknown[], window: QueryWindow): DatasourceAnswer {
  const text = typeof result[1] === "string" ? result[1].slice(0, 200) : "";
  return {
    grid: window.step === 0 ? { start: window.end, step: 0, count: 1 } : rangeGrid(window),
    frames: [],
    notices: [{ severity: "info", text: `The expression gives the text "${text}", which is not a number.` }],
    partial: false,
  };
}

function invalid(message: string): UpstreamError {
  return new UpstreamError("upstream_invalid", message);
}
