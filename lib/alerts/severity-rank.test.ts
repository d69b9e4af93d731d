import { expect, test } from "vitest";
import { severityRank } from "./severity-rank";

test("critical is worse than high and error, those than warning, and that than everything else", () => {
  const ranks = ["critical", "high", "error", "warning", "info", "none", "page?", "", "constructor"].map(severityRank);
  expect(ranks).toEqual([3, 2, 2, 1, 0, 0, 0, 0, 0]);
});
