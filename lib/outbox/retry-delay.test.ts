import { expect, test } from "vitest";
import { retryDelay } from "./retry-delay";

test("the wait doubles from five seconds and stops growing at a quarter of an hour", () => {
  expect([1, 2, 3, 4, 8, 9, 50].map((attempt) => retryDelay(attempt, null, 0.5))).toEqual([
    5, 10, 20, 40, 640, 900, 900,
  ]);
});

test("it is spread by half, up and down", () => {
  expect([retryDelay(1, null, 0), retryDelay(1, null, 1)]).toEqual([2.5, 7.5]);
});

test("what the other side asks for is never cut short, and never longer than an hour", () => {
  expect(retryDelay(1, 30, 0)).toBe(30);
  expect(retryDelay(9, 30, 1)).toBe(33);
  expect(retryDelay(1, 0, 0)).toBe(1);
  expect(retryDelay(1, 86_400, 0)).toBe(3_600);
});
