import "server-only";
import { UpstreamError } from "./datasource";
import type { PrometheusSource } from "./prometheus/adapter";

export interface SourceHealth {
  ready: boolean;
  version?: string;
  /** Why it is not ready, or why its version is not known, fit to be shown. */
  error?: string;
  tookMs: number;
}

/** Whether a Prometheus is ready to answer, and which version it is. Rethrows only the caller's own abort. */
export async function checkPrometheus(
  source: Pick<PrometheusSource, "ready" | "version">,
  signal: AbortSignal,
): Promise<SourceHealth> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  let ready = false;
  try {
    await source.ready(signal);
    ready = true;
    return { ready, version: await source.version(signal), tookMs: took() };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { ready, error: error.message, tookMs: took() };
  }
}
