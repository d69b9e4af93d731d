import type { CloudWatchTarget } from "@/lib/dashboards/model";
import type { TargetError } from "@/lib/dashboards/panel-result";
import type { Frame, Notice, TimeGrid } from "@/lib/frames/frame";

/** Epoch milliseconds. Points at start, start + step, … ≤ end (both ends inclusive). `step` 0: an instant at `end`. */
export interface QueryWindow {
  start: number;
  end: number;
  step: number;
}

/** What an upstream said, normalised to one grid. */
export interface DatasourceAnswer {
  grid: TimeGrid;
  frames: Frame[];
  notices: Notice[];
  partial: boolean;
}

/** Anything that speaks the Prometheus HTTP API: Prometheus, Thanos, Mimir, VictoriaMetrics. */
export interface PrometheusDatasource {
  type: "prometheus";
  name: string;
  /** Used for $__rate_interval; seconds. */
  scrapeIntervalSeconds: number;
  /** Throws UpstreamError. Aborting the signal closes the upstream connection at once. */
  query(expr: string, window: QueryWindow, signal: AbortSignal): Promise<DatasourceAnswer>;
  labelValues(label: string, selector: string, signal: AbortSignal): Promise<string[]>;
}

export interface CloudWatchDatasource {
  type: "cloudwatch";
  name: string;
  defaultRegion: string;
  /**
   * `inputs` are the other targets of the panel that `target.expression` may refer to. Calls made in the same
   * few milliseconds for the same region and window are sent as one GetMetricData (up to 500 queries).
   */
  query(
    target: CloudWatchTarget,
    inputs: CloudWatchTarget[],
    window: QueryWindow,
    signal: AbortSignal,
  ): Promise<DatasourceAnswer>;
}

export type Datasource = PrometheusDatasource | CloudWatchDatasource;

/** An upstream refused, failed or answered nonsense. `message` holds its own words without addresses or secrets. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";

  /** By name: the server bundle is loaded more than once, and an error may come from another copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "UpstreamError";
  }

  constructor(
    readonly code: TargetError["code"],
    message: string,
  ) {
    super(message);
  }
}
