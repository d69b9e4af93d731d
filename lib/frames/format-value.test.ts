import { expect, test } from "vitest";
import { formatText, formatValue } from "./format-value";

test.each([
  [1.4234, "seconds", 2, "1.42 s"],
  [83.14, "percent", 1, "83.1 %"],
  [0.2974, "usd", 3, "$0.297"],
  [18460.4, "usd", 0, "$18,460"],
  [1421, "count", undefined, "1,421"],
  [12.345, "per_second", undefined, "12.3 /s"],
  [1536, "bytes", undefined, "1.50 KiB"],
  [0.4, "days", 0, "10 h"],
  [0.02, "days", 0, "29 min"],
  [19.998, "days", 0, "20 d"],
  [-3, "count", 0, "−3"],
  [-0.0001, "percent", 1, "0.0 %"],
] as const)("%s %s with %s decimals", (value, unit, decimals, text) => {
  expect(formatText(value, unit, decimals)).toBe(text);
});

test("what is not known is a dash, never zero", () => {
  for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY])
    expect(formatValue(value, "percent")).toEqual({ text: "–", suffix: "" });
});
