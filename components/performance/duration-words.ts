import { type DurationFigure, MIN_SAMPLES } from "@/lib/alerts/performance/performance-view";
import { formatDuration } from "@/lib/time/format-time";

const MINUTE_MS = 60_000;

/** Seconds as people read them: "9 min 30 s". */
export function durationText(seconds: number): string {
  return seconds < 1 ? "under 1 s" : formatDuration(seconds * 1000);
}

/** The same for a narrow column: from ten minutes on to the minute. */
export function shortDurationText(seconds: number): string {
  const ms = seconds * 1000;
  return ms < 10 * MINUTE_MS ? durationText(seconds) : formatDuration(Math.round(ms / MINUTE_MS) * MINUTE_MS);
}

/** Why a figure shows no lengths; null when it does. */
export function withoutFigure({ samples, mean }: DurationFigure): string | null {
  if (samples === 0) return "none";
  return samples < MIN_SAMPLES || mean === null ? "too few to say" : null;
}

/** The whole figure as a sentence: "mean 20 min, median 18 min, p90 36 min, longest 40 min; 116 samples". */
export function figureSentence(figure: DurationFigure): string {
  const missing = withoutFigure(figure);
  if (missing) return figure.samples === 0 ? missing : `${missing}; ${samplesText(figure)}`;
  const [mean, median, p90, max] = [figure.mean!, figure.median!, figure.p90!, figure.max!].map(shortDurationText);
  return `mean ${mean}, median ${median}, p90 ${p90}, longest ${max}; ${samplesText(figure)}`;
}

export function samplesText({ samples }: DurationFigure): string {
  return `${samples.toLocaleString("en-US")} ${samples === 1 ? "sample" : "samples"}`;
}
