import http from "node:http";
import { catalogue } from "./catalogue.mjs";
import { CloudWatchError } from "./cloudwatch-error.mjs";
import { getMetricData } from "./get-metric-data.mjs";

const PAGE = 500;
const seconds = () => Math.floor(Date.now() / 1000);

/** A stand-in for CloudWatch that speaks the SDK's wire format, AWS JSON 1.0. Any credentials will do. */
export function serveCloudWatch({ host = "127.0.0.1", port, incidentsAt }) {
  const metrics = catalogue(incidentsAt);
  const operations = {
    ListMetrics: (input, region) => listMetrics(input, metrics, region),
    GetMetricData: (input, region) => getMetricData(input, { metrics, region, now: seconds() }),
    DescribeAlarms: () => ({ MetricAlarms: [alarm(seconds())], CompositeAlarms: [] }),
  };
  return new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => void answer(operations, request, response));
    server.once("error", reject).listen(port, host, () => resolve(server));
  });
}

async function answer(operations, request, response) {
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers["x-amz-target"] ?? "").replace(/^GraniteServiceVersion20100801\./, "");
    if (!Object.hasOwn(operations, operation)) throw new CloudWatchError("UnknownOperationException", "");
    // Credential=<key>/<date>/<region>/monitoring/aws4_request
    const region = /Credential=[^/]+\/\d+\/([^/]+)\/monitoring\//.exec(request.headers.authorization ?? "")?.[1];
    if (!region) throw new CloudWatchError("MissingAuthenticationToken", "The request is not signed.");
    reply(response, 200, operations[operation](JSON.parse(Buffer.concat(chunks).toString() || "{}"), region));
  } catch (error) {
    const code = error instanceof CloudWatchError ? error.code : "InternalServiceFault";
    const body = { __type: `com.amazonaws.cloudwatch#${code}`, message: error.message };
    const client = error instanceof CloudWatchError;
    reply(response, client ? 400 : 500, body, { "x-amzn-query-error": `${code};${client ? "Sender" : "Receiver"}` });
  }
}

function reply(response, status, body, headers = {}) {
  const common = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": crypto.randomUUID() };
  response.writeHead(status, { ...common, ...headers }).end(JSON.stringify(body));
}

function listMetrics({ Namespace, MetricName, Dimensions = [], NextToken }, metrics, region) {
  const found = metrics
    .filter((metric) => metric.regions.includes(region))
    .filter(
      (metric) => (!Namespace || metric.Namespace === Namespace) && (!MetricName || metric.MetricName === MetricName),
    )
    .filter((metric) =>
      Dimensions.every((wanted) =>
        metric.Dimensions.some(({ Name, Value }) => Name === wanted.Name && (wanted.Value ?? Value) === Value),
      ),
    )
    .map((metric) => ({ Namespace: metric.Namespace, MetricName: metric.MetricName, Dimensions: metric.Dimensions }));
  const offset = Number(NextToken ?? 0);
  const more = offset + PAGE < found.length ? { NextToken: String(offset + PAGE) } : {};
  return { Metrics: found.slice(offset, offset + PAGE), ...more };
}

function alarm(now) {
  return {
    AlarmName: "medinovai-prod-cpu-high",
    AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:medinovai-prod-cpu-high",
    StateValue: "OK",
    StateReason: "Threshold Crossed: 3 datapoints were not greater than the threshold (85.0).",
    StateUpdatedTimestamp: now - 86_400,
    Namespace: "AWS/RDS",
    MetricName: "CPUUtilization",
    Dimensions: [{ Name: "DBInstanceIdentifier", Value: "medinovai-prod" }],
    Statistic: "Average",
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 85,
    ComparisonOperator: "GreaterThanThreshold",
    ActionsEnabled: true,
  };
}
