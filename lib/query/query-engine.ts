import "server-only";
import { type DatasourceAnswer, type QueryWindow, UpstreamError } from "@/lib/datasources/datasource";
import { env } from "@/lib/env";
import { redactionSource } from "@/lib/phi/redaction-source";
import { queryCacheTotal } from "@/lib/telemetry/metrics";
import { type Answer, nextGeneration, type Series } from "./answer";
import { type Extent, mergeParts, missingParts, type Part, sliceExtent } from "./extent";
import { Gate } from "./gate";
import { guardAnswer, guardFailure } from "./guard-answer";
import type { QuerySource } from "./query-source";
import { ResultCache } from "./result-cache";
import { seriesKey } from "./series-key";
import { SharedWork } from "./shared-work";

const MAX_WAITING = 1000;
const SETTLED_FRESH_MS = 5 * 60_000;

export interface EngineReply {
  answer: Answer;
  /** Answered without asking upstream. */
  cached: boolean;
}

interface Fetched {
  answer: DatasourceAnswer;
  tookMs: number;
}

/** Answers queries for everybody: from the cache, from a query already on its way, or from the missing part upstream. */
export class QueryEngine {
  private readonly cache = new ResultCache();
  private readonly flights = new SharedWork<Answer>();
  private readonly gates = new Map<string, Gate>();

  constructor(private readonly concurrency: number) {}

  /** Throws UpstreamError, or the signal's reason when this caller leaves. `now` is epoch ms. */
  async query(source: QuerySource, window: QueryWindow, now: number, signal: AbortSignal): Promise<EngineReply> {
    const key = `${source.key}\n${window.start}\n${window.end}\n${window.step}`;
    const known = this.cache.answer(key, now);
    if (known) {
      queryCacheTotal.inc({ result: "hit" });
      return { answer: known, cached: true };
    }
    const { value, joined } = await this.flights.run(key, signal, (shared) =>
      this.ask(key, source, window, now, shared),
    );
    if (joined) queryCacheTotal.inc({ result: "shared" });
    return { answer: value, cached: false };
  }

  private async ask(
    key: string,
    source: QuerySource,
    window: QueryWindow,
    now: number,
    signal: AbortSignal,
  ): Promise<Answer> {
    try {
      const joinable = source.cacheable && window.step > 0;
      const answer = joinable
        ? await this.extend(source, window, now, signal)
        : await this.askWhole(source, window, "bypass", signal);
      const settled = source.cacheable && window.end <= now - source.mutableMs;
      // An answer with a warning may be whole again at the next try: nobody else should get it.
      if (!answer.partial && !hasWarning(answer))
        this.cache.keepAnswer(key, answer, now + (settled ? SETTLED_FRESH_MS : source.freshMs), now);
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError) this.cache.keepError(key, error, now);
      throw error;
    }
  }

  private async askWhole(
    source: QuerySource,
    window: QueryWindow,
    result: "bypass" | "miss",
    signal: AbortSignal,
  ): Promise<Answer> {
    queryCacheTotal.inc({ result });
    return wholeAnswer(await this.fetch(source, window, signal));
  }

  /** Takes what is known of the past and asks upstream only for the rest. */
  private async extend(source: QuerySource, window: QueryWindow, now: number, signal: AbortSignal): Promise<Answer> {
    const extent = this.cache.extent(source, window, now);
    const missing = missingParts(extent, window);
    queryCacheTotal.inc({ result: missing.length === 0 ? "hit" : extent ? "tail" : "miss" });
    const fetched = await Promise.all(missing.map((part) => this.fetch(source, part, signal)));
    const parts = fetched.map(({ answer }, index) => partOf(answer, missing[index] as QueryWindow));
    const doubtful = fetched.some(({ answer }) => answer.partial || hasWarning(answer));
    if (doubtful || parts.includes(undefined)) {
      if (fetched.length === 1 && !extent) return wholeAnswer(fetched[0] as Fetched);
      return this.askWhole(source, window, "bypass", signal);
    }
    const merged = mergeParts(extent, window, parts as Part[], now - source.mutableMs, now);
    if (merged.trustedEnd >= merged.start) this.cache.keepExtent(source, window, merged);
    return answerOf(merged, window, Math.max(0, ...fetched.map(({ tookMs }) => tookMs)));
  }

  private async fetch(source: QuerySource, window: QueryWindow, signal: AbortSignal): Promise<Fetched> {
    const leave = await this.gate(source.datasource).enter(signal);
    const started = performance.now();
    try {
      const answer = await redactionSource.run(source.datasource, () => guarded(source.fetch(window, signal)));
      return { answer, tookMs: Math.round(performance.now() - started) };
    } finally {
      leave();
    }
  }

  private gate(datasource: string): Gate {
    const known = this.gates.get(datasource);
    if (known) return known;
    const gate = new Gate(this.concurrency, MAX_WAITING);
    this.gates.set(datasource, gate);
    return gate;
  }
}

async function guarded(fetching: Promise<DatasourceAnswer>): Promise<DatasourceAnswer> {
  try {
    return guardAnswer(await fetching);
  } catch (error) {
    throw guardFailure(error);
  }
}

// On globalThis: pages and routes are separate bundles and must share one cache.
const holder = globalThis as unknown as { portalQueryEngine?: QueryEngine };

export function queryEngine(): QueryEngine {
  holder.portalQueryEngine ??= new QueryEngine(env().QUERY_CONCURRENCY);
  return holder.portalQueryEngine;
}

function hasWarning({ notices }: { notices: readonly { severity: string }[] }): boolean {
  return notices.some(({ severity }) => severity === "warning");
}

/** Undefined when the answer is not on the grid that was asked, or holds a label set twice: then nothing is joined. */
function partOf(answer: DatasourceAnswer, window: QueryWindow): Part | undefined {
  const { start, step, end } = window;
  const { grid } = answer;
  const count = (end - start) / step + 1;
  const expected = grid.start === start && grid.step === step && grid.count === count;
  // An answer without series may come without a grid worth the name.
  if (!expected && answer.frames.length > 0) return undefined;
  const series = new Map(seriesOf(answer).map((one) => [seriesKey(one.labels), one]));
  return series.size === answer.frames.length ? { window, series, notices: answer.notices } : undefined;
}

function seriesOf({ frames }: DatasourceAnswer): Series[] {
  return frames.map(({ labels, values }) => ({
    labels,
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  }));
}

function wholeAnswer({ answer, tookMs }: Fetched): Answer {
  const { grid, notices, partial } = answer;
  return { generation: nextGeneration(), grid, series: seriesOf(answer), notices, partial, asOf: Date.now(), tookMs };
}

function answerOf(extent: Extent, window: QueryWindow, tookMs: number): Answer {
  const { grid, series } = sliceExtent(extent, window);
  const { notices, asOf } = extent;
  return { generation: nextGeneration(), grid, series, notices, partial: false, asOf, tookMs };
}
