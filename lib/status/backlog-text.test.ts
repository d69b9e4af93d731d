import { expect, test } from "vitest";
import { backlogText } from "./backlog-text";

const NOW = Date.UTC(2026, 10, 25, 12);
const oldestAt = new Date(NOW - 4 * 60_000).toISOString();

test.each([
  [{ waiting: 1, oldestAt, waitingFor: null, failed: 0, lastError: null }, "1 message waits, the oldest for 4 min."],
  [
    { waiting: 3, oldestAt, waitingFor: "It hangs", failed: 2, lastError: "Status 404: no_service" },
    "3 messages wait, the oldest for 4 min: It hangs. 2 given up in 7 days: Status 404: no_service",
  ],
  [
    { waiting: 0, oldestAt: null, waitingFor: null, failed: 1, lastError: null },
    "1 given up in 7 days: the reason is not known",
  ],
])("%j", (backlog, text) => {
  expect(backlogText(backlog, NOW)).toBe(text);
});
