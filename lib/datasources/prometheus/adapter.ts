import "server-only";
import type { Notice } from "@/lib/frames/frame";
import type { PrometheusConfig } from "../config";
import type { DatasourceAnswer, PrometheusDatasource, QueryWindow } from "../datasource";
import { createUpstreamHttp } from "../upstream-http";
import { createPrometheusClient, type PrometheusClient, type PrometheusSuccess } from "./client";
import { MAX_SERIES, toFrames } from "./to-frames";

const MAX_LABEL_VALUES = 1_000;
const MAX_NOTICES = 10;
const LABEL_LOOKBACK_SECONDS = 31 * 24 * 3600;

/** A Prometheus with what a status page asks of it. */
export interface PrometheusSource
  extends PrometheusDatasource,
    Pick<PrometheusClient, "ready" | "version" | "rules" | "targets"> {
  close(): Promise<void>;
}

/** A source that speaks the Prometheus HTTP API. Each call ends within `timeoutSeconds`. */
export function createPrometheusSource(config: PrometheusConfig, timeoutSeconds: number): PrometheusSource {
  const http = createUpstreamHttp(config, timeoutSeconds * 1000);
  const client = createPrometheusClient(http, {
    timeoutSeconds,
    maxSeries: MAX_SERIES,
    maxLabelValues: MAX_LABEL_VALUES,
  });
  return {
    type: "prometheus",
    name: config.name,
    scrapeIntervalSeconds: config.scrapeInterval,
    async query(expr, window, signal) {
      const answer = await ask(client, expr, window, signal);
      return withUpstreamWords(toFrames(answer.data, window), answer);
    },
    labelValues(label, selector, signal) {
      const end = Math.floor(Date.now() / 1000);
      return client.labelValues({ label, selector, start: end - LABEL_LOOKBACK_SECONDS, end }, signal);
    },
    ready: (signal) => client.ready(signal),
    version: (signal) => client.version(signal),
    rules: (signal) => client.rules(signal),
    targets: (signal) => client.targets(signal),
    close: http.close,
  };
}

function ask(
  client: PrometheusClient,
  expr: string,
  window: QueryWindow,
  signal: AbortSignal,
): Promise<PrometheusSuccess> {
  const [start, end, step] = [window.start / 1000, window.end / 1000, window.step / 1000];
  return step === 0
    ? client.queryInstant({ expr, time: end }, signal)
    : client.queryRange({ expr, start, end, step }, signal);
}

/** Warnings mean that something is missing (Thanos' partial answers are only that); infos are advice. */
function withUpstreamWords(answer: DatasourceAnswer, { warnings, infos }: PrometheusSuccess): DatasourceAnswer {
  const said: Notice[] = [
    ...warnings.map((text) => ({ severity: "warning" as const, text })),
    ...infos.map((text) => ({ severity: "info" as const, text })),
  ];
  return {
    ...answer,
    notices: [...answer.notices, ...said].slice(0, MAX_NOTICES),
    partial: answer.partial || warnings.length > 0,
  };
}
