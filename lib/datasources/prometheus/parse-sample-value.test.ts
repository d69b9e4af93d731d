import { expect, test } from "vitest";
import { UpstreamError } from "../datasource";
import { parseSampleValue } from "./parse-sample-value";

test.each([
  ["0", 0],
  ["-0", -0],
  ["0.5", 0.5],
  ["1e+21", 1e21],
  ["-1.5e-7", -1.5e-7],
  ["NaN", null],
  ["+Inf", null],
  ["-Inf", null],
  ["1e400", null],
  ["", null],
  [" ", null],
  ["null", null],
])("%j is %j", (text, expected) => {
  expect(parseSampleValue(text)).toBe(expected);
});

test.each([[0], [null], [undefined], [["1"]], [{}]])("%j is not a sample's value", (value) => {
  expect(() => parseSampleValue(value)).toThrow(UpstreamError);
});
