import "server-only";
import type { CloudWatchTarget } from "@/lib/dashboards/model";
import type { CloudWatchApi } from "./client";
import { isWrongRequest } from "./failure";
import { joinPages, type MetricData } from "./metric-data";
import { finestPeriod } from "./period";
import { QueryList } from "./query-list";

const GATHER_MS = 5;
const MAX_QUERIES = 500;
/** Windows are joined while the joint one is at most this much longer than the longest of them ... */
const MAX_STRETCH = 1.25;
/** ... and asks no more than this of each series: datapoints are free, time is not. */
const MAX_POINTS = 3_000;

/** One target to be asked for, with a window on whole periods. */
export interface BatchRequest {
  target: CloudWatchTarget;
  inputs: readonly CloudWatchTarget[];
  region: string;
  /** Seconds. */
  period: number;
  /** Epoch ms; the end is not included. */
  start: number;
  end: number;
}

interface Job extends BatchRequest {
  signal: AbortSignal;
  /** Called when its reader leaves while the request is on its way. */
  onLeave?(): void;
  resolve(data: MetricData): void;
  reject(error: unknown): void;
}

interface Group {
  region: string;
  start: number;
  end: number;
  /** Length of its longest window, ms. */
  longest: number;
  /** The finest period that exists so far back, seconds. */
  finest: number;
  jobs: Job[];
}

/** Gathers what is asked within a few milliseconds and asks CloudWatch once per region and similar window. */
export class Batcher {
  private gathered: Job[] = [];
  constructor(private readonly api: CloudWatchApi) {}

  /** The results of one target only. Rejects at once when the signal aborts; the request goes when nobody waits. */
  ask(request: BatchRequest, signal: AbortSignal): Promise<MetricData> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        reject(signal.reason);
        job.onLeave?.();
      };
      const settle =
        <T>(settled: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener("abort", leave);
          settled(value);
        };
      const job: Job = { ...request, signal, resolve: settle(resolve), reject: settle(reject) };
      signal.addEventListener("abort", leave, { once: true });
      if (this.gathered.length === 0) setTimeout(() => this.flush(), GATHER_MS);
      this.gathered.push(job);
    });
  }

  private flush(): void {
    const jobs = this.gathered.filter((job) => !job.signal.aborted);
    this.gathered = [];
    for (const group of groupByWindow(jobs, Date.now())) for (const chunk of chunks(group)) void this.send(chunk);
  }

  private async send(group: Group): Promise<void> {
    const ids = new Map<Job, string>();
    const list = new QueryList();
    for (const job of group.jobs) {
      try {
        ids.set(job, list.add(job.target, job.inputs, job.period));
      } catch (error) {
        job.reject(error);
      }
    }
    if (ids.size === 0) return;
    const jobs = [...ids.keys()];
    try {
      const request = { queries: list.queries, start: group.start, end: group.end };
      const data = joinPages(await this.api.metricData(group.region, request, whenAllLeft(jobs)));
      for (const [job, id] of ids) job.resolve({ ...data, results: data.results.filter((result) => result.id === id) });
    } catch (error) {
      const separate = jobs.length > 1 && isWrongRequest((error as Error).cause);
      // One wrong query must not blank the others' panels.
      for (const job of jobs)
        if (separate) void this.send({ ...group, jobs: [job] });
        else job.reject(error);
    }
  }
}

/** Joins requests whose windows are much the same and equally old: further back there are only coarser periods. */
function groupByWindow(jobs: Job[], now: number): Group[] {
  const groups: Group[] = [];
  for (const job of [...jobs].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    const group = groups.find((other) => fits(job, other, now));
    if (group) {
      group.jobs.push(job);
      group.start = Math.min(group.start, job.start);
      group.end = Math.max(group.end, job.end);
    } else {
      const { region, start, end } = job;
      groups.push({ region, start, end, longest: end - start, finest: finestPeriod(start, now), jobs: [job] });
    }
  }
  return groups;
}

function fits(job: Job, group: Group, now: number): boolean {
  const start = Math.min(group.start, job.start);
  const length = Math.max(group.end, job.end) - start;
  return (
    group.region === job.region &&
    length <= group.longest * MAX_STRETCH &&
    length <= job.period * 1000 * MAX_POINTS &&
    finestPeriod(job.start, now) === group.finest &&
    finestPeriod(start, now) === group.finest
  );
}

function chunks(group: Group): Group[] {
  const parts: Group[] = [];
  let size = MAX_QUERIES;
  for (const job of group.jobs) {
    // An upper bound: equal queries are asked once.
    const needed = job.target.expression === undefined ? 1 : 1 + job.inputs.length;
    if (size + needed > MAX_QUERIES) {
      parts.push({ ...group, jobs: [] });
      size = 0;
    }
    parts.at(-1)?.jobs.push(job);
    size += needed;
  }
  return parts;
}

function whenAllLeft(jobs: Job[]): AbortSignal {
  const all = new AbortController();
  for (const job of jobs)
    job.onLeave = () => {
      if (jobs.every(({ signal }) => signal.aborted)) all.abort(job.signal.reason);
    };
  return all.signal;
}
