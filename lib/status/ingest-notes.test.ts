import { expect, test } from "vitest";
import { inboxTrouble, lossNotes } from "./ingest-notes";

const NOW = Date.UTC(2026, 10, 25, 12);
const nothing = { waiting: 0, oldestAt: null, parked: 0, parkedSince: null, lastError: null };

test("what was lost is told with its number, time and reason; nothing lost is no note", () => {
  expect(lossNotes(undefined, { failures: 0, failedAt: null, error: null })).toEqual([]);
  expect(lossNotes({ failures: 1, failedAt: NOW, error: "No." }, { failures: 12, failedAt: NOW, error: null })).toEqual(
    [
      expect.stringMatching(/^1 delivery was refused, the last at .*2026.*12:00.*UTC: No\.$/),
      expect.stringMatching(/^12 alerts were left out of deliveries, the last at .*UTC$/),
    ],
  );
});

test.each([
  [nothing, null],
  [{ ...nothing, waiting: 3, oldestAt: NOW - 60_000 }, null],
  [{ ...nothing, waiting: 1, oldestAt: NOW - 240_000 }, /^1 delivery waits, the oldest for 4 min\.$/],
  [
    { ...nothing, parked: 2, parkedSince: NOW, lastError: "TypeError" },
    /^2 deliveries are set aside since .*TypeError/,
  ],
])("%j", (inbox, words) => {
  const trouble = inboxTrouble(inbox, NOW);
  if (words === null) expect(trouble).toBeNull();
  else expect(trouble).toMatch(words);
});
