import { expect, test } from "vitest";
import { budgetOf } from "./budget";

test("only downtime that was measured is spent", () => {
  expect(budgetOf(100, 99.95, 60)).toMatchObject({ leftPercent: 100, spentMs: 0 });
  const half = budgetOf(99.95, 99.95, 50);
  expect([Math.round(half.leftPercent), Math.round(half.allowedMs / 1000)]).toEqual([50, 21 * 60 + 36]);
  expect(budgetOf(99, 99.95, 100).leftPercent).toBeLessThan(0);
});
