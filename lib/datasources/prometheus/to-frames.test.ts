import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { UpstreamError } from "../datasource";
import { toFrames } from "./to-frames";

const AT = 1_795_422_940_000;
const INSTANT = { start: AT, end: AT, step: 0 };

function captured(version: string, name: string): unknown {
  const file = path.join("tests/fixtures/captured", `prometheus-${version}`, `${name}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { data: unknown }).data;
}

function vector(count: number): unknown {
  const result = Array.from({ length: count }, (_, i) => ({ metric: { i: String(i) }, value: [AT / 1000, "1"] }));
  return { resultType: "vector", result };
}

describe("answers as Prometheus really gives them", () => {
  test.each(["2.42", "3.5"])("query_range of %s", (version) => {
    const data = captured(version, "query_range") as { result: { values: [number, string][] }[] };
    const times = data.result.flatMap(({ values }) => values.map(([seconds]) => seconds * 1000));
    const window = { start: Math.min(...times), end: Math.max(...times), step: 60_000 };
    const answer = toFrames(data, window);
    expect(answer.notices).toEqual([]);
    expect(answer.frames).toHaveLength(data.result.length);
    const [seconds, text] = data.result[0]?.values[3] ?? [0, ""];
    expect(answer.frames[0]?.values[(seconds * 1000 - window.start) / 60_000]).toBe(Number(text));
  });

  test("vector, scalar, text and nothing", () => {
    expect(toFrames(captured("2.42", "query-vector"), INSTANT).frames[0]).toMatchObject({
      name: "",
      labels: { __name__: "up" },
      values: [1],
    });
    const scalar = toFrames(captured("2.42", "query-scalar"), INSTANT);
    expect(scalar).toMatchObject({ grid: { start: 1_795_422_940_103, step: 0, count: 1 }, frames: [{ values: [5] }] });
    expect(toFrames(captured("2.42", "query-string"), INSTANT)).toMatchObject({ frames: [], partial: false });
    expect(toFrames(captured("2.42", "query-empty"), INSTANT)).toMatchObject({ frames: [], notices: [] });
  });

  test("NaN and infinities", () => {
    const answer = toFrames(captured("2.42", "query-nan-inf"), INSTANT);
    expect(answer.frames.map(({ values }) => values[0])).toEqual([null, null, null, 1e21]);
    expect(answer.notices[0]?.text).toContain("3 samples");
  });

  test("a range of samples at an instant is refused, not guessed at", () => {
    expect(() => toFrames(captured("2.42", "query-matrix"), INSTANT)).toThrow(UpstreamError);
  });

  test("a native histogram becomes cumulative buckets", () => {
    const answer = toFrames(captured("3.5", "query-native-histogram"), INSTANT);
    const first = answer.frames.filter(({ labels }) => labels.handler === "/api/v1/query");
    expect(first.map(({ labels }) => labels.le)).toEqual([
      "0.00031661121939721915",
      "0.00037651631479686053",
      "0.00041059395276060273",
      "0.0008211879055212055",
      "+Inf",
    ]);
    expect(first.map(({ values }) => values[0])).toEqual([1, 2, 3, 4, 4]);
    expect(answer.notices.map(({ severity }) => severity)).toEqual(["info"]);
    const range = toFrames(captured("3.5", "query_range-native-histogram"), {
      start: 1_795_424_316_000,
      end: 1_795_424_376_000,
      step: 60_000,
    });
    expect(range.frames.map(({ values }) => values)).toEqual([
      [null, 0.03503333333333333],
      [null, 0.03503333333333333],
    ]);
  });
});

describe("what is odd is told", () => {
  test("500 series are shown, of 501", () => {
    expect(toFrames(vector(500), INSTANT)).toMatchObject({ partial: false, notices: [] });
    const answer = toFrames(vector(501), INSTANT);
    expect(answer.frames).toHaveLength(500);
    expect(answer).toMatchObject({ partial: true, notices: [{ text: "Only the first 500 of 501 series are shown." }] });
  });

  test("fractions of a second do not push a sample off its point", () => {
    const start = 1_795_422_940_103;
    const values = Array.from({ length: 100 }, (_, i) => [(start + i * 100) / 1000, String(i)]);
    const data = { resultType: "matrix", result: [{ metric: {}, values }] };
    const answer = toFrames(data, { start, end: start + 9_900, step: 100 });
    expect(answer.frames[0]?.values).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
