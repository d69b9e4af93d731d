import type { CloudWatchTarget } from "./model";

/** What is asked of CloudWatch, in one line for people. */
export function describeCloudWatch(target: CloudWatchTarget, defaultRegion: string, periodSeconds: number): string {
  const where = `in ${target.region ?? defaultRegion}, period ${periodSeconds} s`;
  const { metric } = target;
  if (!metric) return `${target.expression ?? ""} ${where}`;
  const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`);
  const perMinute = target.perMinute ? " per minute" : "";
  return `${metric.stat}(${metric.namespace} ${metric.name} {${dimensions.join(", ")}})${perMinute} ${where}`;
}
