import { expect, test } from "vitest";
import { legAgeText } from "./leg-age-text";

const NOW = Date.parse("2026-11-02T10:00:00Z");
const BEFORE = new Date(NOW - 90_000).toISOString();

test.each([
  ["ok", BEFORE, 60, "1 min"],
  ["late", BEFORE, 60, "1 min silent"],
  ["failing", BEFORE, 60, "failing 1 min"],
  ["failing", null, null, "failing"],
  ["unknown", null, 60, "never seen"],
  ["unknown", null, null, "not asked yet"],
] as const)("%s, last seen %s, rhythm %s: %s", (state, lastSeenAt, lateAfterSeconds, text) => {
  expect(legAgeText({ state, lastSeenAt, lateAfterSeconds }, NOW)).toBe(text);
});
