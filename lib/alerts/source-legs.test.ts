import { expect, test } from "vitest";
import { LEG, watchdogLegsOf } from "./source-legs";
import { mayBelieveResolve } from "./source-pulse";

const NOW = Date.UTC(2026, 10, 25, 12);
const MINUTE = 60_000;

function beats(minutesAgo: Record<string, number>) {
  return Object.entries(minutesAgo).map(([leg, ago]) => {
    const lastSeenAt = new Date(NOW - ago * MINUTE);
    return { leg, lastSeenAt, lastError: null, errorAt: null, failures: 0 };
  });
}
const believes = (minutesAgo: Record<string, number>) => mayBelieveResolve(watchdogLegsOf(beats(minutesAgo), NOW), NOW);
const poll = LEG.pollOf("main");

test("a portal that was down for a while does not believe the first resolve it hears", () => {
  expect(believes({ [poll]: 17, [LEG.watchdogPoll]: 20 })).toBe(false);
  expect(believes({ [poll]: 17, [LEG.watchdogPoll]: 17, [LEG.watchdogWebhook]: 1 })).toBe(false);
});

test("an Alertmanager that is no longer polled is not silent for ever", () => {
  expect(believes({ [poll]: 25 * 60, [LEG.watchdogPoll]: 25 * 60 })).toBe(true);
  expect(believes({ [poll]: 25 * 60, [LEG.watchdogPoll]: 25 * 60, [LEG.watchdogWebhook]: 20 })).toBe(false);
});

test("while it is polled, what the poll says of the Watchdog decides", () => {
  expect(believes({ [poll]: 0, [LEG.watchdogPoll]: 1, [LEG.watchdogWebhook]: 1 })).toBe(true);
  expect(believes({ [poll]: 0, [LEG.watchdogPoll]: 6, [LEG.watchdogWebhook]: 1 })).toBe(false);
});
