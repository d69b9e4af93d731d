import { expect, test } from "vitest";
import { previewWarnings } from "./preview-warnings";
import { readComment, writeComment } from "./silence-comment";
import { timeLeft } from "./silence-words";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

test.each([
  [{ state: "active", startsAt: at(-5), endsAt: at(125.5) }, "ends in 2 h 5 min"],
  [{ state: "active", startsAt: at(-5), endsAt: at(0.5) }, "ends in less than a minute"],
  [{ state: "active", startsAt: at(-5), endsAt: at(-1) }, "ends in less than a minute"], // the clocks differ
  [{ state: "pending", startsAt: at(10), endsAt: at(20) }, "begins in 10 min"],
  [{ state: "expired", startsAt: at(-50), endsAt: at(-30) }, "ended 30 min ago"],
] as const)("%j", (silence, words) => expect(timeLeft(silence, NOW)).toBe(words));

test("the mark of a request is found again, and only at the end", () => {
  const id = "7174f04f-f030-4fe0-b616-33aaa6bc11d6";
  expect(readComment(writeComment("Load test\nof it", id))).toEqual({ reason: "Load test\nof it", requestId: id });
  for (const comment of ["", "ACK: looking", `[portal request ${id}] and more`, "x [portal request 1]"])
    expect(readComment(comment)).toEqual({ reason: comment, requestId: null });
});

const matcher = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
const hits = { hit: 0, critical: 0, wholeSeverities: [] as string[], watchdog: false };

test("an ordinary silence asks for no second thought, the others say what they do", () => {
  expect(previewWarnings([matcher("alertname", "X")], { ...hits, hit: 5 })).toEqual([]);
  const words = (given: Partial<typeof hits>, ...matchers: ReturnType<typeof matcher>[]) =>
    previewWarnings(matchers, { ...hits, ...given }).join(" ");
  expect(words({ critical: 1 }, matcher("a", "b"))).toMatch(/a critical alert/);
  expect(words({ critical: 3 }, matcher("a", "b"))).toMatch(/3 critical alerts/);
  expect(words({ wholeSeverities: ["warning"] }, matcher("a", "b"))).toMatch(/every open alert with severity warning/);
  expect(words({ watchdog: true }, matcher("a", "b"))).toMatch(/Watchdog/);
  expect(words({}, matcher("severity", "warning"))).toMatch(/severity alone/);
  expect(words({}, matcher("severity", "warning"), matcher("team", "ai"))).toBe("");
});
