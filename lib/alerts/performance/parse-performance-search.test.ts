import { expect, test } from "vitest";
import { parsePerformanceSearch } from "./parse-performance-search";

const NOW = Date.parse("2026-11-25T15:00:00Z");
const DEFAULTS = { from: "now-30d", to: "now", zone: "UTC" };

test("what the address leaves out has defaults; what it does not know is ignored", () => {
  expect(parsePerformanceSearch({}, NOW)).toEqual({ query: DEFAULTS, problem: null });
  expect(parsePerformanceSearch({ from: "now-7d", utm: "x" }, NOW)).toEqual({
    query: { ...DEFAULTS, from: "now-7d" },
    problem: null,
  });
});

test.each([
  [{ zone: "Mars/Olympus" }, "Mars/Olympus"],
  [{ from: "tomorrow" }, "tomorrow"],
  [{ from: "now", to: "now-1d" }, "begin before it ends"],
  [{ from: ["now-1d", "now-2d"] }, "one beginning"],
  [{ zone: "x".repeat(65) }, "one zone"],
])("%j is explained, and the defaults are shown", (search, words) => {
  const { query, problem } = parsePerformanceSearch(search, NOW);
  expect(query).toEqual(DEFAULTS);
  expect(problem).toContain(words);
});
