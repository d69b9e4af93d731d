import { expect, test } from "vitest";
import { judgeLeg } from "./judge-leg";

const NOW = 1_000_000;

test.each([
  ["never seen", null, null, 60, "unknown"],
  ["never seen, only failed", null, NOW - 1, 60, "failing"],
  ["seen just now", NOW - 1, null, 60, "ok"],
  ["failed, then seen", NOW - 1, NOW - 2, 60, "ok"],
  ["seen, then failed", NOW - 2, NOW - 1, 60, "failing"],
  ["seen at the very limit", NOW - 60_000, null, 60, "ok"],
  ["seen too long ago", NOW - 60_001, null, 60, "late"],
  ["seen long ago, but it speaks only when asked", NOW - 900_000, null, null, "ok"],
  ["seen in the future (clocks disagree)", NOW + 5_000, null, 60, "ok"],
] as const)("%s", (_, lastSeenAt, failedAt, lateAfterSeconds, state) => {
  expect(judgeLeg({ lastSeenAt, failedAt, lateAfterSeconds }, NOW)).toBe(state);
});
