import "server-only";
import type { z } from "zod";
import { UpstreamError } from "../datasource";
import type { UpstreamHttp, UpstreamReply } from "../upstream-http";
import {
  buildInfoSchema,
  labelValuesSchema,
  type PrometheusRuleGroup,
  type PrometheusScrapeTarget,
  rulesSchema,
  successSchema,
  targetsSchema,
} from "./api-schema";
import { refusal } from "./refusal";

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A successful answer before its data is looked at. */
export interface PrometheusSuccess {
  data: unknown;
  warnings: string[];
  infos: string[];
}

/** The only paths ever asked for: nothing that writes, administers or streams. */
export interface PrometheusClient {
  /** Seconds since the epoch; step in seconds. */
  queryRange(
    query: { expr: string; start: number; end: number; step: number },
    signal: AbortSignal,
  ): Promise<PrometheusSuccess>;
  queryInstant(query: { expr: string; time: number }, signal: AbortSignal): Promise<PrometheusSuccess>;
  labelValues(
    query: { label: string; selector: string; start: number; end: number },
    signal: AbortSignal,
  ): Promise<string[]>;
  ready(signal: AbortSignal): Promise<void>;
  version(signal: AbortSignal): Promise<string>;
  rules(signal: AbortSignal): Promise<PrometheusRuleGroup[]>;
  targets(signal: AbortSignal): Promise<PrometheusScrapeTarget[]>;
}

export interface PrometheusLimits {
  /** Sent along, so that the server gives up when we do. */
  timeoutSeconds: number;
  /** Honoured by Prometheus 3; older ones ignore it. */
  maxSeries: number;
  maxLabelValues: number;
}

/** Speaks the Prometheus HTTP API, queries form-encoded by POST. Everything throws UpstreamError. */
export function createPrometheusClient(http: UpstreamHttp, limits: PrometheusLimits): PrometheusClient {
  const timeout = `${Math.ceil(limits.timeoutSeconds * 1000)}ms`;
  const bounded = (limit: number, fields: Record<string, string>) =>
    new URLSearchParams({ ...fields, timeout, limit: String(limit) });
  const succeed = (reply: UpstreamReply): PrometheusSuccess => success(reply, http.clean);

  async function get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal, query?: URLSearchParams): Promise<T> {
    const { data } = succeed(await http.send({ method: "GET", path, query, signal }));
    const parsed = schema.safeParse(data);
    if (!parsed.success)
      throw new UpstreamError("upstream_invalid", "The answer is not in the form of the Prometheus API.");
    return parsed.data;
  }

  /** An error of a rule quotes the labels of series, one of a target its address. */
  const withCleanError = <T extends { lastError?: string }>(one: T): T =>
    one.lastError ? { ...one, lastError: http.clean(one.lastError) } : one;

  return {
    async queryRange({ expr, start, end, step }, signal) {
      const form = bounded(limits.maxSeries, {
        query: expr,
        start: String(start),
        end: String(end),
        step: String(step),
      });
      return succeed(await http.send({ method: "POST", path: "/api/v1/query_range", form, signal }));
    },
    async queryInstant({ expr, time }, signal) {
      const form = bounded(limits.maxSeries, { query: expr, time: String(time) });
      return succeed(await http.send({ method: "POST", path: "/api/v1/query", form, signal }));
    },
    async labelValues({ label, selector, start, end }, signal) {
      if (!LABEL.test(label)) throw new UpstreamError("upstream_error", "That is not the name of a label.");
      const query = bounded(limits.maxLabelValues, { "match[]": selector, start: String(start), end: String(end) });
      const values = await get(`/api/v1/label/${label}/values`, labelValuesSchema, signal, query);
      return values.slice(0, limits.maxLabelValues);
    },
    async ready(signal) {
      const reply = await http.send({ method: "GET", path: "/-/ready", expect: "text", signal });
      // Mimir and hosted offers serve only the query API under their address.
      if (reply.status === 404) {
        await this.queryInstant({ expr: "1", time: Math.floor(Date.now() / 1000) }, signal);
        return;
      }
      if (!reply.ok) throw refusal(reply, http.clean);
    },
    version: async (signal) => (await get("/api/v1/status/buildinfo", buildInfoSchema, signal)).version,
    async rules(signal) {
      const { groups } = await get("/api/v1/rules", rulesSchema, signal);
      return groups.map((group) => ({ ...group, rules: group.rules.map(withCleanError) }));
    },
    async targets(signal) {
      const query = new URLSearchParams({ state: "active" });
      return (await get("/api/v1/targets", targetsSchema, signal, query)).activeTargets.map(withCleanError);
    },
  };
}

function success(reply: UpstreamReply, clean: (words: string) => string): PrometheusSuccess {
  if (!reply.ok) throw refusal(reply, clean);
  const parsed = successSchema.safeParse(reply.json);
  if (!parsed.success || parsed.data.data === undefined)
    throw new UpstreamError("upstream_invalid", "The answer is not in the form of the Prometheus API.");
  const { data, warnings, infos } = parsed.data;
  return { data, warnings: (warnings ?? []).map(clean), infos: (infos ?? []).map(clean) };
}
