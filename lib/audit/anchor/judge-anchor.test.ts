import { expect, test } from "vitest";
import { judgeAnchor } from "./judge-anchor";

const NOW = 1_800_000_000_000;
const at = (secondsAgo: number | null, failingSince: number | null = null) =>
  judgeAnchor({ seenAt: secondsAgo === null ? null : NOW - secondsAgo * 1000, failingSince, everySeconds: 600 }, NOW);

test("an anchor is on time for two periods and a minute, then late", () => {
  expect(at(0)).toBe("ok");
  expect(at(1_260)).toBe("ok");
  expect(at(1_261)).toBe("late");
});

test("one that never held anything is unknown; one that fails is failing, however lately it was seen", () => {
  expect(at(null)).toBe("unknown");
  expect(at(1, NOW)).toBe("failing");
  expect(at(null, NOW)).toBe("failing");
});
