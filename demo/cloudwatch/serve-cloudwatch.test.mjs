import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/bootstrap/free-port.mjs";
import { serveCloudWatch } from "./serve-cloudwatch.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RDS = [{ Name: "DBInstanceIdentifier", Value: "medinovai-prod" }];
const BALANCER = [{ Name: "LoadBalancer", Value: "app/medinovai/50dc6c495c0c9188" }];
let server;
let endpoint;

beforeAll(async () => {
  const port = await freePort(21540);
  server = await serveCloudWatch({ port, incidentsAt: () => [] });
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

function client(region = "us-east-1") {
  const credentials = { accessKeyId: "demo", secretAccessKey: "demo" };
  return new CloudWatchClient({ region, endpoint, credentials, maxAttempts: 1 });
}

function stat(Id, MetricName, { Dimensions = RDS, Period = 60, Stat = "Average", Namespace = "AWS/RDS" } = {}) {
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat } };
}

function ask(queries, { age = HOUR, region, ...more } = {}) {
  const EndTime = new Date(Math.floor(Date.now() / HOUR) * HOUR);
  const StartTime = new Date(EndTime.getTime() - age);
  return client(region).send(new GetMetricDataCommand({ MetricDataQueries: queries, StartTime, EndTime, ...more }));
}

test("points come newest first unless asked otherwise, one per period", async () => {
  const query = [stat("cpu", "CPUUtilization")];
  const { MetricDataResults } = await ask(query);
  const times = MetricDataResults[0].Timestamps.map(Number);
  expect(times).toHaveLength(60);
  expect(times[0]).toBeGreaterThan(times[59]);
  const ascending = await ask(query, { ScanBy: "TimestampAscending" });
  expect(ascending.MetricDataResults[0].Timestamps.map(Number)).toEqual(times.reverse());
  expect(ascending.MetricDataResults[0].StatusCode).toBe("Complete");
});

test("a wrong dimension, a region without the metric and too short a period are silent, not errors", async () => {
  const wrong = stat("a", "CPUUtilization", { Dimensions: [] });
  const values = async (queries, options) => (await ask(queries, options)).MetricDataResults[0].Values;
  expect(await values([wrong])).toEqual([]);
  expect(await values([stat("a", "CPUUtilization")], { region: "eu-central-1" })).toEqual([]);
  expect(await values([stat("a", "CPUUtilization")], { age: 20 * DAY })).toEqual([]);
  expect(await values([stat("a", "CPUUtilization", { Period: 300 })], { age: 20 * DAY })).toHaveLength(5760);
});

test("metric math joins series by time", async () => {
  const sum = { Namespace: "AWS/ApplicationELB", Dimensions: BALANCER, Stat: "Sum", Period: 300 };
  const { MetricDataResults } = await ask([
    { ...stat("requests", "RequestCount", sum), ReturnData: false },
    { Id: "double", Expression: "(requests + requests) / 2 * 2" },
    stat("again", "RequestCount", sum),
  ]);
  const [double, again] = MetricDataResults;
  expect(MetricDataResults).toHaveLength(2);
  expect(double.Values).toEqual(again.Values.map((value) => value * 2));
});

test("a series longer than a page says PartialData and goes on under the token", async () => {
  const queries = [stat("cpu", "CPUUtilization"), stat("load", "DatabaseConnections")];
  const first = await ask(queries, { MaxDatapoints: 50 });
  expect(first.MetricDataResults.map(({ StatusCode }) => StatusCode)).toEqual(["PartialData"]);
  const second = await ask(queries, { MaxDatapoints: 500, NextToken: first.NextToken });
  expect(second.MetricDataResults.map(({ Id, Values }) => [Id, Values.length])).toEqual([
    ["cpu", 10],
    ["load", 60],
  ]);
  expect(second.NextToken).toBeUndefined();
});

test("more than 500 queries, and an expression that cannot be read, are refused in CloudWatch's words", async () => {
  const many = Array.from({ length: 501 }, (_, index) => stat(`q${index}`, "CPUUtilization"));
  await expect(ask(many)).rejects.toThrow(/must not have a size greater than 500/);
  await expect(ask([{ Id: "bad", Expression: "nobody / 2" }])).rejects.toThrow(/unknown id nobody/);
});

test("the month's charges grow every six hours and are known in us-east-1 only", async () => {
  const query = [
    stat("usd", "EstimatedCharges", {
      Namespace: "AWS/Billing",
      Dimensions: [{ Name: "Currency", Value: "USD" }],
      Stat: "Maximum",
      Period: 21_600,
    }),
  ];
  const { MetricDataResults } = await ask(query, { age: 2 * DAY, ScanBy: "TimestampAscending" });
  expect(MetricDataResults[0].Values.length).toBeGreaterThanOrEqual(7);
  expect((await ask(query, { age: 2 * DAY, region: "eu-central-1" })).MetricDataResults[0].Values).toEqual([]);
});

test("metrics and alarms are listed", async () => {
  const listed = await client().send(new ListMetricsCommand({ Namespace: "AWS/RDS", MetricName: "ReadLatency" }));
  expect(listed.Metrics).toEqual([{ Namespace: "AWS/RDS", MetricName: "ReadLatency", Dimensions: RDS }]);
  const { MetricAlarms } = await client().send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms[0].StateUpdatedTimestamp).toBeInstanceOf(Date);
});
