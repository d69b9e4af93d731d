import "server-only";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { NodeHttpHandler } from "@smithy/node-http-handler";
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
import { Slots } from "./slots";

const CONNECT_TIMEOUT_MS = 2_000;
const MAX_CONCURRENT = 5;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** Three read-only operations of CloudWatch, per region. Everything throws UpstreamError, or the signal's reason. */
export interface CloudWatchApi {
  metricDataPage(region: string, page: MetricDataRequest, signal: AbortSignal): Promise<MetricDataPage>;
  listMetrics(region: string, namespace: string, signal: AbortSignal): Promise<CloudWatchMetric[]>;
  alarms(region: string, signal: AbortSignal): Promise<CloudWatchAlarm[]>;
  close(): void;
}

export interface MetricDataRequest {
  queries: MetricDataQuery[];
  /** Epoch ms; the end is not included. */
  start: number;
  end: number;
  nextToken?: string;
}

/** A client per region, made when first used; at most five requests at once over all of them. */
export function createCloudWatchApi(config: CloudWatchConfig, timeoutSeconds: number): CloudWatchApi {
  const clients = new Map<string, CloudWatchClient>();
  const slots = new Slots(MAX_CONCURRENT);
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? createClient(config, region);
    clients.set(region, client);
    return client;
  };

  /** Sends until it succeeds, the failure is final, or the deadline has passed. */
  async function call<T>(
    operation: string,
    send: (signal: AbortSignal) => Promise<unknown>,
    schema: z.ZodType<T>,
    caller: AbortSignal,
  ): Promise<T> {
    const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
    const signal = AbortSignal.any([caller, deadline]);
    const started = performance.now();
    let status = "ok";
    try {
      const reply = await orAbort(
        slots.run(() => backOff(() => send(signal), isPassing, signal), signal),
        signal,
      );
      const parsed = schema.safeParse(reply);
      if (!parsed.success)
        throw new UpstreamError("upstream_invalid", "CloudWatch's answer is not in its documented form.");
      return parsed.data;
    } catch (error) {
      status = caller.aborted ? "aborted" : "failed";
      if (caller.aborted) throw caller.reason;
      if (deadline.aborted)
        throw new UpstreamError("upstream_timeout", `No complete answer within ${timeoutSeconds} s.`);
      const failure = cloudWatchFailure(error, operation);
      if (failure !== error) failure.cause = error;
      throw failure;
    } finally {
      upstreamQueriesTotal.inc({ datasource: config.name, status });
      upstreamQueryDurationSeconds.observe({ datasource: config.name }, (performance.now() - started) / 1000);
    }
  }

  return {
    metricDataPage(region, { queries, start, end, nextToken }, signal) {
      const command = new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(start),
        EndTime: new Date(end),
        // The default is newest first, and pages would have to be joined backwards.
        ScanBy: "TimestampAscending",
        NextToken: nextToken,
      });
      const send = (abortSignal: AbortSignal) => clientOf(region).send(command, { abortSignal });
      return call("GetMetricData", send, metricDataPageSchema, signal);
    },
    async listMetrics(region, namespace, signal) {
      const send = (abortSignal: AbortSignal) =>
        clientOf(region).send(new ListMetricsCommand({ Namespace: namespace }), { abortSignal });
      return (await call("ListMetrics", send, listMetricsSchema, signal)).Metrics;
    },
    async alarms(region, signal) {
      const send = (abortSignal: AbortSignal) =>
        clientOf(region).send(new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm"], MaxRecords: 100 }), {
          abortSignal,
        });
      return (await call("DescribeAlarms", send, describeAlarmsSchema, signal)).MetricAlarms;
    },
    close() {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

function createClient(config: CloudWatchConfig, region: string): CloudWatchClient {
  return new CloudWatchClient({
    region,
    endpoint: config.endpoint,
    credentials: credentialsFor(config, region),
    // Tries are counted in one place: back-off.ts.
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ connectionTimeout: CONNECT_TIMEOUT_MS }),
  });
}

function credentialsFor({ roleArn, externalId, endpoint }: CloudWatchConfig, region: string) {
  if (roleArn)
    return fromTemporaryCredentials({
      params: { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: "observability-portal" },
      clientConfig: { region },
    });
  // A stand-in on this machine has no use for real credentials, and there may be none.
  if (endpoint && LOOPBACK.test(new URL(endpoint).hostname))
    return { accessKeyId: "stand-in", secretAccessKey: "stand-in" };
  return undefined;
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
