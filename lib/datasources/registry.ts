import "server-only";
import { env } from "@/lib/env";
import { type CloudWatchSource, createCloudWatchSource } from "./cloudwatch/adapter";
import { type AlertmanagerConfig, loadSourcesConfig, type SourcesConfig } from "./config";
import { type Datasource, UpstreamError } from "./datasource";
import { createPrometheusSource, type PrometheusSource } from "./prometheus/adapter";

export interface Datasources {
  /** The named source, or the first of its kind. Throws UpstreamError "not_configured". */
  prometheus(name?: string): PrometheusSource;
  cloudwatch(name?: string): CloudWatchSource;
  /** All, in the order of the file. */
  list(): Datasource[];
  alertmanagers: AlertmanagerConfig[];
}

// On globalThis: the server bundle is loaded more than once, and each source holds one connection pool.
const holder = globalThis as unknown as { portalDatasources?: Datasources };

/** The upstreams of this process, from DATASOURCES_FILE. The first call throws one clear line when the file is wrong. */
export function datasources(): Datasources {
  holder.portalDatasources ??= createDatasources(
    loadSourcesConfig(env().DATASOURCES_FILE),
    env().QUERY_TIMEOUT_SECONDS,
  );
  return holder.portalDatasources;
}

/** Builds every source of a configuration; nothing is contacted yet. */
export function createDatasources(config: SourcesConfig, timeoutSeconds: number): Datasources {
  const sources = config.datasources.map((source) =>
    source.type === "prometheus"
      ? createPrometheusSource(source, timeoutSeconds)
      : createCloudWatchSource(source, timeoutSeconds),
  );
  const prometheus = sources.filter((source) => source.type === "prometheus");
  const cloudwatch = sources.filter((source) => source.type === "cloudwatch");
  return {
    prometheus: (name) => pick(prometheus, "Prometheus", name),
    cloudwatch: (name) => pick(cloudwatch, "CloudWatch", name),
    list: () => sources,
    alertmanagers: config.alertmanagers,
  };
}

function pick<T extends { name: string }>(sources: T[], kind: string, name: string | undefined): T {
  const found = name === undefined ? sources[0] : sources.find((source) => source.name === name);
  if (found) return found;
  const what = name === undefined ? `No ${kind} source` : `No ${kind} source named ${name}`;
  throw new UpstreamError("not_configured", `${what} is configured.`);
}
