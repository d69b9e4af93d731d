import { expect, test } from "vitest";
import { retryAfterSeconds } from "./retry-after-seconds";

const NOW = Date.UTC(2026, 10, 25, 12);

test.each([
  ["30", 30],
  [" 0 ", 0],
  ["Wed, 25 Nov 2026 12:01:30 GMT", 90],
  ["Wed, 25 Nov 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["", null],
  [undefined, null],
  [["1", "2"], null],
])("%s", (header, seconds) => {
  expect(retryAfterSeconds(header, NOW)).toBe(seconds);
});
