import { expect, test } from "vitest";
import { lineClass } from "./static-lines";

test("as many lines as a legend names are told apart", () => {
  const classes = Array.from({ length: 12 }, (_, index) => lineClass(index));
  expect(new Set(classes).size).toBe(12);
  expect(lineClass(12)).toBe(lineClass(0));
});
