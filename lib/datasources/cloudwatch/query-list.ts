import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchTarget } from "@/lib/dashboards/model";
import { UpstreamError } from "../datasource";

/** Strings, and names that begin in lower case: CloudWatch's own rule for ids. */
const TOKENS = /'[^']*'|"[^"]*"|\b[a-z][A-Za-z0-9_]*\b/g;
/** These read metrics that are not targets of the panel, or (METRICS) those of other panels in the same batch. */
const FORBIDDEN = /\b(SEARCH|METRICS|SELECT|INSIGHT_RULE_METRIC|DB_PERF_INSIGHTS|LAMBDA|SLO)\b/i;

/**
 * The MetricDataQueries of several panels' targets in one request. Ids are given here, equal queries are asked
 * once (CloudWatch bills each), and the inputs of metric math come along without being returned.
 */
export class QueryList {
  readonly queries: MetricDataQuery[] = [];
  private readonly byKey = new Map<string, MetricDataQuery>();

  /** Adds a target; gives the id its results will have. Throws UpstreamError when its expression is not allowed. */
  add(target: CloudWatchTarget, inputs: readonly CloudWatchTarget[], period: number): string {
    const query = this.query(target, inputs, period, []);
    query.ReturnData = true;
    return query.Id ?? "";
  }

  private query(
    target: CloudWatchTarget,
    inputs: readonly CloudWatchTarget[],
    period: number,
    path: string[],
  ): MetricDataQuery {
    if (path.includes(target.refId)) throw refused(`The expression ${target.refId} refers to itself.`);
    if (target.metric) return this.once({ MetricStat: metricStat(target.metric, period) });
    const inner = (refId: string): string => {
      const input = inputs.find((other) => other.refId.toLowerCase() === refId);
      if (!input) throw refused(`The expression refers to ${refId}, which is not a CloudWatch target of the panel.`);
      return this.query(input, inputs, period, [...path, target.refId]).Id ?? "";
    };
    return this.once({ Expression: rewrite(target.expression, inner), Period: period });
  }

  private once(query: Omit<MetricDataQuery, "Id">): MetricDataQuery {
    const key = JSON.stringify(query);
    const known = this.byKey.get(key);
    if (known) return known;
    const added = { ...query, Id: `q${this.queries.length}`, ReturnData: false };
    this.queries.push(added);
    this.byKey.set(key, added);
    return added;
  }
}

/** The expression with each reference replaced. */
function rewrite(expression: string | undefined, replace: (refId: string) => string): string {
  if (expression === undefined) throw refused("A CloudWatch target needs a metric or an expression.");
  if (FORBIDDEN.test(expression.replace(/'[^']*'|"[^"]*"/g, "''")))
    throw refused("Only metric math over the panel's own targets is allowed: no SEARCH, no Metrics Insights.");
  return expression.replace(TOKENS, (token) => (/^['"]/.test(token) ? token : replace(token)));
}

function metricStat({ namespace, name, dimensions, stat }: NonNullable<CloudWatchTarget["metric"]>, period: number) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Metric: { Namespace: namespace, MetricName: name, Dimensions }, Period: period, Stat: stat };
}

function refused(message: string): UpstreamError {
  return new UpstreamError("upstream_error", message);
}
