import { type RunningUpstream, startUpstream, type UpstreamCall } from "./start-upstream";

export interface CloudWatchCall {
  operation: string;
  input: CloudWatchInput;
}

export interface CloudWatchInput {
  MetricDataQueries?: {
    Id: string;
    Expression?: string;
    Period?: number;
    ReturnData?: boolean;
    MetricStat?: { Metric: { MetricName: string }; Period: number; Stat: string };
  }[];
  /** Epoch seconds. */
  StartTime?: number;
  EndTime?: number;
  NextToken?: string;
  ScanBy?: string;
  Namespace?: string;
}

/** What the server answers: a body, or an error of the AWS kind. */
export type CloudWatchReply = { body: object } | { error: string; message?: string; status?: number };

export interface RunningCloudWatch extends Omit<RunningUpstream, "calls"> {
  calls: CloudWatchCall[];
  /** The connection of the newest request. */
  connection(): UpstreamCall | undefined;
}

/** A server that speaks CloudWatch's protocol (AWS JSON 1.0), answering as it is told. */
export async function startCloudWatchServer(
  answer: (call: CloudWatchCall, index: number) => CloudWatchReply | "hang",
): Promise<RunningCloudWatch> {
  const calls: CloudWatchCall[] = [];
  const server = await startUpstream((response, call) => {
    const read = readCall(call);
    calls.push(read);
    const reply = answer(read, calls.length - 1);
    if (reply === "hang") return;
    response.setHeader("content-type", "application/x-amz-json-1.0");
    if ("body" in reply) return response.end(JSON.stringify(reply.body));
    response.statusCode = reply.status ?? 400;
    response.setHeader("x-amzn-query-error", `${reply.error};Sender`);
    response.end(JSON.stringify({ __type: `com.amazonaws.cloudwatch#${reply.error}`, message: reply.message ?? "" }));
  });
  return { ...server, calls, connection: () => server.calls.at(-1) };
}

function readCall({ headers, body }: UpstreamCall): CloudWatchCall {
  return {
    operation: String(headers["x-amz-target"] ?? "").replace(/^.*\./, ""),
    input: JSON.parse(body) as CloudWatchInput,
  };
}

/** A Complete result for each query that wants its data: `value` at every period of the window. */
export function everyPeriod(input: CloudWatchInput, value: number): object[] {
  return (input.MetricDataQueries ?? [])
    .filter((query) => query.ReturnData !== false)
    .map((query) => {
      const period = query.MetricStat?.Period ?? query.Period ?? 60;
      const timestamps: number[] = [];
      for (let at = input.StartTime ?? 0; at < (input.EndTime ?? 0); at += period) timestamps.push(at);
      return {
        Id: query.Id,
        Label: "x",
        Timestamps: timestamps,
        Values: timestamps.map(() => value),
        StatusCode: "Complete",
      };
    });
}
