import "server-only";
import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import type { z } from "zod";
import { upstreamQueriesTotal, upstreamQueryDurationSeconds } from "@/lib/telemetry/metrics";
import type { CloudWatchConfig } from "../config-schema";
import { UpstreamError } from "../datasource";
import {
  type CloudWatchAlarm,
  type CloudWatchMetric,
  describeAlarmsSchema,
  listMetricsSchema,
  type MetricDataPage,
  metricDataPageSchema,
} from "./api-schema";
import { backOff } from "./back-off";
import { cloudWatchFailure, isPassing } from "./failure";
import { createSdkClient } from "./sdk-client";
import { Slots } from "./slots";

const MAX_CONCURRENT = 5;
const MAX_PAGES = 20;

/** Three read-only operations of CloudWatch, per region. Everything throws UpstreamError, or the signal's reason. */
export interface CloudWatchApi {
  /** All pages, or the first twenty: the last then still has a NextToken. */
  metricData(region: string, request: MetricDataRequest, signal: AbortSignal): Promise<MetricDataPage[]>;
  /** The first 500 metrics of a namespace. */
  listMetrics(region: string, namespace: string, signal: AbortSignal): Promise<CloudWatchMetric[]>;
  /** The first 100 metric alarms. */
  alarms(region: string, signal: AbortSignal): Promise<CloudWatchAlarm[]>;
  close(): void;
}

export interface MetricDataRequest {
  queries: MetricDataQuery[];
  /** Epoch ms; the end is not included. */
  start: number;
  end: number;
}

type Send = (client: CloudWatchClient, abort: { abortSignal: AbortSignal }) => Promise<unknown>;

/** A client per region, made when first used; at most five requests at once over all of them, each call with one deadline. */
export function createCloudWatchApi(config: CloudWatchConfig, timeoutSeconds: number): CloudWatchApi {
  const clients = new Map<string, CloudWatchClient>();
  const slots = new Slots(MAX_CONCURRENT);
  const bounded = <T>(operation: string, caller: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    withinDeadline({ source: config.name, operation, timeoutSeconds, caller }, work);

  /** One request, tried again while its failure may pass. */
  async function ask<T>(region: string, send: Send, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const client = clients.get(region) ?? createSdkClient(config, region);
    clients.set(region, client);
    const once = () => send(client, { abortSignal: signal });
    const parsed = schema.safeParse(await slots.run(() => backOff(once, isPassing, signal), signal));
    if (parsed.success) return parsed.data;
    throw new UpstreamError("upstream_invalid", "CloudWatch's answer is not in its documented form.");
  }

  async function pages(region: string, request: MetricDataRequest, signal: AbortSignal): Promise<MetricDataPage[]> {
    const found: MetricDataPage[] = [];
    do {
      const command = getMetricData(request, found.at(-1)?.NextToken);
      found.push(await ask(region, (client, abort) => client.send(command, abort), metricDataPageSchema, signal));
    } while (found.at(-1)?.NextToken && found.length < MAX_PAGES);
    return found;
  }

  return {
    metricData: (region, request, caller) =>
      bounded("GetMetricData", caller, (signal) => pages(region, request, signal)),
    async listMetrics(region, namespace, caller) {
      const command = new ListMetricsCommand({ Namespace: namespace });
      const send: Send = (client, abort) => client.send(command, abort);
      return (await bounded("ListMetrics", caller, (signal) => ask(region, send, listMetricsSchema, signal))).Metrics;
    },
    async alarms(region, caller) {
      const command = new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100 });
      const send: Send = (client, abort) => client.send(command, abort);
      const answer = await bounded("DescribeAlarms", caller, (signal) =>
        ask(region, send, describeAlarmsSchema, signal),
      );
      return answer.MetricAlarms;
    },
    close() {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

function getMetricData({ queries, start, end }: MetricDataRequest, nextToken: string | undefined) {
  return new GetMetricDataCommand({
    MetricDataQueries: queries,
    StartTime: new Date(start),
    EndTime: new Date(end),
    // The default is newest first, and pages would have to be joined backwards.
    ScanBy: "TimestampAscending",
    NextToken: nextToken,
  });
}

interface Bounds {
  source: string;
  operation: string;
  timeoutSeconds: number;
  caller: AbortSignal;
}

async function withinDeadline<T>(bounds: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { source, operation, timeoutSeconds, caller } = bounds;
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  const signal = AbortSignal.any([caller, deadline]);
  const started = performance.now();
  let status = "ok";
  try {
    return await orAbort(work(signal), signal);
  } catch (error) {
    if (caller.aborted) {
      status = "aborted";
      throw caller.reason;
    }
    const failure = deadline.aborted
      ? new UpstreamError("upstream_timeout", `No complete answer within ${timeoutSeconds} s.`)
      : cloudWatchFailure(error, operation);
    status = failure.code;
    if (failure !== error) failure.cause = error;
    throw failure;
  } finally {
    upstreamQueriesTotal.inc({ datasource: source, status });
    upstreamQueryDurationSeconds.observe({ datasource: source }, (performance.now() - started) / 1000);
  }
}

/** The SDK notices an abort late while it reads a body: the caller must not wait for it. */
function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
