import { afterEach, describe, expect, test, vi } from "vitest";
import { type CloudWatchTarget, cloudwatchTargetSchema } from "@/lib/dashboards/model";
import { type CloudWatchSource, createCloudWatchSource } from "@/lib/datasources/cloudwatch/adapter";
import {
  type CloudWatchCall,
  type CloudWatchReply,
  everyPeriod,
  type RunningCloudWatch,
  startCloudWatchServer,
} from "@/tests/support/cloudwatch-server";
import { freePort } from "@/tests/support/start-prometheus";

const never = new AbortController().signal;
const MINUTE = 60_000;
/** Five whole minutes, a quarter of an hour ago: settled. */
const START = Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE;
const WINDOW = { start: START, end: START + 4 * MINUTE, step: MINUTE };
const seconds = (minute: number) => (START + minute * MINUTE) / 1000;

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function started(answer: (call: CloudWatchCall, index: number) => CloudWatchReply | "hang", timeoutSeconds = 10) {
  const server = await startCloudWatchServer(answer);
  open.push(() => server.stop());
  return { server, source: sourceAt(server.url, timeoutSeconds) };
}

function sourceAt(endpoint: string, timeoutSeconds = 10): CloudWatchSource {
  const source = createCloudWatchSource(
    { name: "cw", type: "cloudwatch", region: "us-east-1", regions: ["eu-central-1"], endpoint },
    timeoutSeconds,
  );
  open.push(() => source.close());
  return source;
}

function metric(name: string, extra: object = {}): CloudWatchTarget {
  const metric = { namespace: "AWS/RDS", name, dimensions: { DBInstanceIdentifier: "db" }, stat: "Average" };
  return cloudwatchTargetSchema.parse({ refId: "A", type: "cloudwatch", metric, period: 60, ...extra });
}

function expression(text: string): CloudWatchTarget {
  return cloudwatchTargetSchema.parse({ refId: "C", type: "cloudwatch", expression: text, period: 60 });
}

/** Always one page with these results for the first query. */
function results(...parts: object[]): CloudWatchReply {
  return { body: { MetricDataResults: parts.map((part) => ({ Id: "q0", Label: "x", ...part })), Messages: [] } };
}

const queriesOf = (server: RunningCloudWatch, call = 0) => server.calls[call]?.input.MetricDataQueries ?? [];

describe("what CloudWatch is asked", () => {
  test("aligned window, end excluded, oldest first", async () => {
    const { server, source } = await started(({ input }) => ({ body: { MetricDataResults: everyPeriod(input, 7) } }));
    const odd = { start: START + 1234, end: START + 4 * MINUTE + 999, step: MINUTE };
    const answer = await source.query(metric("ReadLatency"), [], odd, never);
    expect(answer).toMatchObject({ grid: { start: START, step: MINUTE, count: 5 }, notices: [], partial: false });
    expect(answer.frames).toEqual([
      { name: "", labels: { DBInstanceIdentifier: "db", region: "us-east-1" }, values: [7, 7, 7, 7, 7] },
    ]);
    expect(server.calls[0]).toMatchObject({
      operation: "GetMetricData",
      input: { StartTime: seconds(0), EndTime: seconds(5), ScanBy: "TimestampAscending" },
    });
  });

  test("the period is raised to the step and by the age of the window", async () => {
    const { server, source } = await started(({ input }) => ({ body: { MetricDataResults: everyPeriod(input, 1) } }));
    const wide = await source.query(metric("A"), [], { ...WINDOW, step: 2 * MINUTE }, never);
    expect(wide.grid.step).toBe(2 * MINUTE);
    const old = { start: START - 20 * 24 * 60 * MINUTE, end: START - 19 * 24 * 60 * MINUTE, step: MINUTE };
    const raised = await source.query(metric("A"), [], old, never);
    expect(raised.grid.step).toBe(5 * MINUTE);
    expect(raised.notices[0]?.text).toContain("300 s");
    expect(server.calls.map((_, i) => queriesOf(server, i)[0]?.MetricStat?.Period)).toEqual([120, 300]);
  });

  test("metric math brings its inputs along, without asking for their data", async () => {
    const { server, source } = await started(({ input }) => ({ body: { MetricDataResults: everyPeriod(input, 50) } }));
    const [a, b] = [metric("Hits"), metric("All", { refId: "B" })];
    const answer = await source.query(expression("IF(b > 0, 100 * a / b, 0)"), [a, b], WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([50, 50, 50, 50, 50]);
    const [all, hits, math] = queriesOf(server);
    expect([all?.MetricStat?.Metric.MetricName, hits?.MetricStat?.Metric.MetricName]).toEqual(["All", "Hits"]);
    expect([all?.ReturnData, hits?.ReturnData, math?.ReturnData]).toEqual([false, false, true]);
    expect(math?.Expression).toBe(`IF(${all?.Id} > 0, 100 * ${hits?.Id} / ${all?.Id}, 0)`);
  });

  test.each([
    ["E20 SEARCH", "SEARCH('{AWS/EC2,InstanceId}', 'Average', 300)"],
    ["E20 Metrics Insights", 'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2")'],
    ["METRICS() would read other panels", "SUM(METRICS())"],
    ["an unknown reference", "z / 2"],
    ["a reference to itself", "c + 1"],
  ])("%s is refused before anything is sent", async (_name, text) => {
    const { server, source } = await started(() => results());
    await expect(source.query(expression(text), [metric("A"), expression(text)], WINDOW, never)).rejects.toMatchObject({
      code: "upstream_error",
    });
    expect(server.calls).toHaveLength(0);
  });

  test("a region that is not configured is refused", async () => {
    const { server, source } = await started(() => results());
    await expect(source.query(metric("A", { region: "ap-south-1" }), [], WINDOW, never)).rejects.toMatchObject({
      code: "not_configured",
    });
    expect(server.calls).toHaveLength(0);
  });
});

describe("batches", () => {
  test("one dashboard refresh is one call per region; equal queries are asked once", async () => {
    const { server, source } = await started(({ input }) => ({
      body: { MetricDataResults: everyPeriod(input, Number(input.MetricDataQueries?.length)) },
    }));
    const later = { ...WINDOW, start: START + MINUTE };
    const all = await Promise.all([
      source.query(metric("A"), [], WINDOW, never),
      source.query(metric("A"), [], WINDOW, never),
      source.query(metric("B"), [], later, never),
      source.query(expression("a * 2"), [metric("A")], WINDOW, never),
      source.query(metric("A", { region: "eu-central-1" }), [], WINDOW, never),
    ]);
    expect(server.calls).toHaveLength(2);
    expect(server.calls.map((_, i) => queriesOf(server, i).length).sort()).toEqual([1, 3]);
    expect(all[2]?.grid).toEqual({ start: START + MINUTE, step: MINUTE, count: 4 });
    expect(all[2]?.frames[0]?.values).toEqual([3, 3, 3, 3]);
  });

  test("501 queries are two calls", async () => {
    const { server, source } = await started(({ input }) =>
      (input.MetricDataQueries?.length ?? 0) > 500
        ? { error: "ValidationError", message: "too many" }
        : { body: { MetricDataResults: everyPeriod(input, 1) } },
    );
    const names = Array.from({ length: 501 }, (_, i) => `M${i}`);
    const answers = await Promise.all(
      names.map((name) => source.query(metric(name), [], WINDOW, new AbortController().signal)),
    );
    expect(answers.every((answer) => answer.frames[0]?.values[0] === 1)).toBe(true);
    expect(server.calls.map((_, i) => queriesOf(server, i).length).sort()).toEqual([1, 500]);
  });

  test("one wrong query does not blank the others", async () => {
    const { source } = await started(({ input }) =>
      input.MetricDataQueries?.some((query) => query.MetricStat?.Stat === "p999x")
        ? { error: "ValidationError", message: "The stat is not valid: arn:aws:x:us-east-1:123456789012:y" }
        : { body: { MetricDataResults: everyPeriod(input, 1) } },
    );
    const wrong = metric("B");
    if (wrong.metric) wrong.metric.stat = "p999x";
    const [good, bad] = await Promise.allSettled([
      source.query(metric("A"), [], WINDOW, never),
      source.query(wrong, [], WINDOW, never),
    ]);
    expect(good).toMatchObject({ status: "fulfilled", value: { frames: [{ values: [1, 1, 1, 1, 1] }] } });
    expect(bad).toMatchObject({ reason: { code: "upstream_error", message: "The stat is not valid: [resource]" } });
  });

  test("the request goes when its last reader leaves, not before", async () => {
    const { server, source } = await started(() => "hang");
    const [one, two] = [new AbortController(), new AbortController()];
    const first = source.query(metric("A"), [], WINDOW, one.signal);
    const second = source.query(metric("B"), [], WINDOW, two.signal);
    await vi.waitFor(() => expect(server.calls).toHaveLength(1));
    one.abort(new Error("first left"));
    await expect(first).rejects.toThrow("first left");
    expect(server.connection()?.closed).toBe(false);
    two.abort(new Error("second left"));
    await expect(second).rejects.toThrow("second left");
    await vi.waitFor(() => expect(server.connection()?.closed).toBe(true));
  });
});

describe("answers", () => {
  test("pages are joined by id", async () => {
    const { server, source } = await started(({ input }) => {
      const [at, more] = input.NextToken === "t1" ? [2, undefined] : [0, "t1"];
      const part = { Id: "q0", Timestamps: [seconds(at), seconds(at + 1)], Values: [at, at + 1] };
      const StatusCode = more ? "PartialData" : "Complete";
      return { body: { MetricDataResults: [{ ...part, StatusCode }], NextToken: more } };
    });
    const answer = await source.query(metric("A"), [], WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([0, 1, 2, 3, null]);
    expect(answer).toMatchObject({ partial: false, notices: [] });
    expect(server.calls).toHaveLength(2);
  });

  test("PartialData at the end is partial, and its gaps are not filled with zeros", async () => {
    const Messages = [{ Code: "ArithmeticError", Value: "in arn:aws:iam::123456789012:role/x" }];
    const part = { Timestamps: [seconds(1)], Values: [4], StatusCode: "PartialData", Messages };
    const { source } = await started(() => results(part));
    const answer = await source.query(metric("A", { fill: "zero" }), [], WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([null, 4, null, null, null]);
    expect(answer.partial).toBe(true);
    expect(answer.notices[0]).toEqual({ severity: "warning", text: "ArithmeticError: in [resource]" });
  });

  test("a message about the whole request marks every answer", async () => {
    const { source } = await started(({ input }) => ({
      body: { MetricDataResults: everyPeriod(input, 1), Messages: [{ Code: "MaxMetricsExceeded", Value: "too many" }] },
    }));
    expect(await source.query(metric("A"), [], WINDOW, never)).toMatchObject({ partial: true });
  });

  test("gaps stay gaps unless the panel says that nothing means zero", async () => {
    const { source } = await started(() => results({ Timestamps: [seconds(1)], Values: [4] }));
    const gaps = await source.query(metric("A"), [], WINDOW, never);
    expect(gaps.frames[0]?.values).toEqual([null, 4, null, null, null]);
    const zeros = await source.query(metric("A", { fill: "zero" }), [], WINDOW, never);
    expect(zeros.frames[0]?.values).toEqual([0, 4, 0, 0, 0]);
    expect(zeros.notices[0]?.text).toContain("shown as 0");
  });

  test("no zeros for minutes that may still arrive, no sum of a period that is still running", async () => {
    const { source } = await started(({ input }) => {
      const last = (input.EndTime ?? 0) - 60;
      return results({ Timestamps: [last], Values: [9] });
    });
    const now = Math.floor(Date.now() / MINUTE) * MINUTE;
    const running = metric("A", { fill: "zero" });
    if (running.metric) running.metric.stat = "Sum";
    const { frames } = await source.query(running, [], { start: now - 9 * MINUTE, end: now, step: MINUTE }, never);
    expect(frames[0]?.values[0]).toBe(0);
    expect(frames[0]?.values.slice(-3)).toEqual([null, null, null]);
  });

  test("an instant is the newest datapoint of the look-back, with its own time", async () => {
    const { server, source } = await started(() => results({ Timestamps: [seconds(1), seconds(2)], Values: [4, 5] }));
    const end = START + 4 * MINUTE + 30_000;
    const answer = await source.query(metric("A"), [], { start: end, end, step: 0 }, never);
    expect(answer.grid).toEqual({ start: START + 2 * MINUTE, step: 0, count: 1 });
    expect(answer.frames[0]?.values).toEqual([5]);
    expect(server.calls[0]?.input).toMatchObject({ StartTime: seconds(1), EndTime: seconds(5) });
  });

  test("E21 nothing found is empty, not zero", async () => {
    const { source } = await started(() => results({ Timestamps: [], Values: [] }));
    expect(await source.query(metric("A"), [], WINDOW, never)).toMatchObject({ frames: [], partial: false });
  });

  test("datapoints off the grid and infinities are left out", async () => {
    const at = [seconds(0), seconds(1) + 7, seconds(2)];
    const { source } = await started(() => results({ Timestamps: at, Values: [1, 2, "Infinity"] }));
    const answer = await source.query(metric("A"), [], WINDOW, never);
    expect(answer.frames[0]?.values).toEqual([1, null, null, null, null]);
    expect(answer.notices.map((notice) => notice.severity).sort()).toEqual(["info", "warning"]);
  });
});

describe("failures", () => {
  test("throttled twice, then answered", async () => {
    const { server, source } = await started(({ input }, index) =>
      index < 2
        ? { error: "Throttling", message: "Rate exceeded" }
        : { body: { MetricDataResults: everyPeriod(input, 1) } },
    );
    expect((await source.query(metric("A"), [], WINDOW, never)).frames).toHaveLength(1);
    expect(server.calls).toHaveLength(3);
  });

  test("throttled for ever: a bounded number of tries, then a limit", async () => {
    const { server, source } = await started(() => ({ error: "Throttling", message: "Rate exceeded" }));
    await expect(source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({ code: "limit" });
    expect(server.calls).toHaveLength(5);
  });

  test("E20 AccessDenied names no role and no account", async () => {
    const message =
      "User: arn:aws:sts::123456789012:assumed-role/portal/x is not authorized to perform cloudwatch:GetMetricData";
    const { server, source } = await started(() => ({ error: "AccessDenied", status: 403, message }));
    await expect(source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({
      code: "upstream_denied",
      message: "AWS refused cloudwatch:GetMetricData for the portal's credentials (AccessDenied).",
    });
    expect(server.calls).toHaveLength(1);
  });

  test("Forbidden and InternalError of one metric", async () => {
    const forbidden = await started(() => results({ StatusCode: "Forbidden", Timestamps: [], Values: [] }));
    await expect(forbidden.source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({
      code: "upstream_denied",
    });
    const broken = await started(() => results({ StatusCode: "InternalError", Timestamps: [], Values: [] }));
    await expect(broken.source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({ code: "upstream_error" });
  });

  test("a metric that is missing from the answer, and an answer of another form", async () => {
    const empty = await started(() => ({ body: {} }));
    await expect(empty.source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({
      code: "upstream_invalid",
    });
    const odd = await started(() => ({ body: { MetricDataResults: [{ Id: 5 }] } }));
    await expect(odd.source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({ code: "upstream_invalid" });
  });

  test("silence ends at the deadline", async () => {
    const { source } = await started(() => "hang", 0.5);
    await expect(source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({ code: "upstream_timeout" });
  });

  test("nothing listens", async () => {
    const source = sourceAt(`http://127.0.0.1:${await freePort()}`);
    await expect(source.query(metric("A"), [], WINDOW, never)).rejects.toMatchObject({ code: "upstream_unreachable" });
  });
});

test("metrics and alarms can be listed", async () => {
  const { source } = await started(({ operation }) =>
    operation === "ListMetrics"
      ? { body: { Metrics: [{ Namespace: "AWS/RDS", MetricName: "CPUUtilization", Dimensions: [] }] } }
      : { body: { MetricAlarms: [{ AlarmName: "cpu", StateValue: "ALARM", StateUpdatedTimestamp: 1_795_420_000 }] } },
  );
  expect(await source.listMetrics("us-east-1", "AWS/RDS", never)).toEqual([
    { Namespace: "AWS/RDS", MetricName: "CPUUtilization", Dimensions: [] },
  ]);
  expect(await source.alarms("us-east-1", never)).toMatchObject([{ AlarmName: "cpu", StateValue: "ALARM" }]);
});
