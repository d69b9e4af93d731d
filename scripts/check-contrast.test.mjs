import { expect, test } from "vitest";
import { contrast, measureContrast, readTokens } from "./check-contrast.mjs";

test("the ratio is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#1c4a9e", "#1c4a9e")).toBe(1);
});

test("every pair of tokens that is used is strong enough, in both themes", () => {
  const tooFaint = measureContrast()
    .filter(({ passes }) => !passes)
    .map(({ theme, front, back, ratio }) => `${theme}: ${front} on ${back} ${ratio.toFixed(2)}`);
  expect(tooFaint).toEqual([]);
});

test("a token that disappears is noticed", () => {
  expect(readTokens("--ink: light-dark(#000000, #ffffff);").dark.ink).toBe("#ffffff");
  expect(() => measureContrast("--ink: light-dark(#000000, #ffffff);")).toThrow("No colour for");
});
