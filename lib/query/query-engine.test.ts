import { describe, expect, test } from "vitest";
import { type DatasourceAnswer, type QueryWindow, UpstreamError } from "@/lib/datasources/datasource";
import type { Notice } from "@/lib/frames/frame";
import { QueryEngine } from "./query-engine";
import type { QuerySource } from "./query-source";

const STEP = 15_000;
const MINUTE = 60_000;
const NOW = 10_000 * MINUTE;
const signal = new AbortController().signal;

interface World {
  value: number;
  notices: Notice[];
  partial: boolean;
  failure?: Error;
}

/** An upstream whose every point has the value of the moment, and which remembers what it was asked. */
function upstream(changes: Partial<QuerySource> = {}) {
  const world: World = { value: 1, notices: [], partial: false };
  const asked: QueryWindow[] = [];
  const source: QuerySource = {
    datasource: "test",
    key: "k",
    cacheable: true,
    mutableMs: 3 * MINUTE,
    freshMs: 15_000,
    async fetch(window): Promise<DatasourceAnswer> {
      asked.push(window);
      if (world.failure) throw world.failure;
      const count = window.step === 0 ? 1 : (window.end - window.start) / window.step + 1;
      const frames = [{ name: "", labels: { a: "b" }, values: Array<number>(count).fill(world.value) }];
      const { notices, partial } = world;
      return { grid: { start: window.start, step: window.step, count }, frames, notices, partial };
    },
    ...changes,
  };
  return { world, asked, source };
}

const hourBefore = (end: number): QueryWindow => ({ start: end - 60 * MINUTE, end, step: STEP });
const values = (reply: { answer: { series: readonly { values: Float64Array }[] } }) => [
  ...(reply.answer.series[0]?.values ?? []),
];

describe("QueryEngine", () => {
  test("asks once for the same window while it is fresh, and only for the mutable tail afterwards", async () => {
    const engine = new QueryEngine(2);
    const { world, asked, source } = upstream();
    const first = await engine.query(source, hourBefore(NOW), NOW, signal);
    const second = await engine.query(source, hourBefore(NOW), NOW + 14_000, signal);
    expect(second.answer).toBe(first.answer);
    expect([first.cached, second.cached, asked.length]).toEqual([false, true, 1]);

    world.value = 2;
    const third = values(await engine.query(source, hourBefore(NOW + STEP), NOW + STEP, signal));
    expect(asked[1]).toEqual({ start: NOW - 3 * MINUTE + STEP, end: NOW + STEP, step: STEP });
    expect(third.filter((value) => value === 1)).toHaveLength(third.length - 13);
    expect(third.slice(-13)).toEqual(Array(13).fill(2));
  });

  test("a window of the settled past is never asked twice", async () => {
    const engine = new QueryEngine(2);
    const { asked, source } = upstream();
    await engine.query(source, hourBefore(NOW - 30 * MINUTE), NOW, signal);
    await engine.query(source, hourBefore(NOW - 40 * MINUTE), NOW, signal); // its head is missing
    const again = await engine.query(source, hourBefore(NOW - 35 * MINUTE), NOW, signal);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.end).toBe(NOW - 90 * MINUTE - STEP);
    expect(values(again)).toHaveLength(241);
  });

  test("merging does not renew the age: all of it is asked again in the end", async () => {
    const engine = new QueryEngine(2);
    const { asked, source } = upstream();
    for (let minute = 0; minute <= 11; minute += 1)
      await engine.query(source, hourBefore(NOW + minute * MINUTE), NOW + minute * MINUTE, signal);
    const whole = asked.filter(({ start, end }) => end - start === 60 * MINUTE);
    expect(whole).toHaveLength(2);
  });

  test("partial answers and answers with a warning are not kept", async () => {
    for (const doubt of [{ partial: true }, { notices: [{ severity: "warning", text: "w" } satisfies Notice] }]) {
      const engine = new QueryEngine(2);
      const { world, asked, source } = upstream();
      Object.assign(world, doubt);
      const first = await engine.query(source, hourBefore(NOW), NOW, signal);
      expect(first.answer.partial || first.answer.notices.length > 0).toBe(true);
      Object.assign(world, { partial: false, notices: [] });
      const second = await engine.query(source, hourBefore(NOW), NOW, signal);
      expect([second.answer.partial, second.answer.notices, asked.length]).toEqual([false, [], 2]);
    }
  });

  test("a doubtful tail is not joined to a good head", async () => {
    const engine = new QueryEngine(2);
    const { world, asked, source } = upstream();
    await engine.query(source, hourBefore(NOW), NOW, signal);
    world.partial = true;
    const { answer } = await engine.query(source, hourBefore(NOW + MINUTE), NOW + MINUTE, signal);
    expect(answer.partial).toBe(true);
    expect(asked.at(-1)).toEqual(hourBefore(NOW + MINUTE));
  });

  test("an error is shared for a moment and the cached past survives it", async () => {
    const engine = new QueryEngine(2);
    const { world, asked, source } = upstream();
    await engine.query(source, hourBefore(NOW), NOW, signal);
    world.failure = new UpstreamError("upstream_timeout", "slow");
    const later = hourBefore(NOW + MINUTE);
    for (const after of [0, 1_000, 2_000])
      await expect(engine.query(source, later, NOW + MINUTE + after, signal)).rejects.toThrow("slow");
    expect(asked).toHaveLength(2);
    world.failure = undefined;
    const { answer } = await engine.query(source, later, NOW + MINUTE + 4_000, signal);
    expect(answer.series[0]?.values).toHaveLength(241);
    expect(asked.at(-1)?.start).toBeGreaterThan(NOW - 4 * MINUTE);
  });

  test("what cannot be joined is asked whole, and shared only while fresh", async () => {
    const engine = new QueryEngine(2);
    const { asked, source } = upstream({ cacheable: false });
    await engine.query(source, hourBefore(NOW), NOW, signal);
    await engine.query(source, hourBefore(NOW), NOW + 1_000, signal);
    await engine.query(source, hourBefore(NOW + STEP), NOW + STEP, signal);
    expect(asked).toEqual([hourBefore(NOW), hourBefore(NOW + STEP)]);
  });

  test("an answer on another grid than was asked is passed on as it is", async () => {
    const engine = new QueryEngine(2);
    const { source } = upstream({
      fetch: async ({ start }) => ({
        grid: { start, step: 60_000, count: 2 },
        frames: [{ name: "", labels: {}, values: [1, null] }],
        notices: [],
        partial: false,
      }),
    });
    const { answer } = await engine.query(source, hourBefore(NOW), NOW, signal);
    expect(answer.grid).toEqual({ start: NOW - 60 * MINUTE, step: 60_000, count: 2 });
    expect([...(answer.series[0]?.values ?? [])]).toEqual([1, Number.NaN]);
  });
});
