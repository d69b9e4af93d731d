// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { startRefreshTimer } from "./start-refresh-timer";

const EVERY_MS = 40;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let stop = () => {};
afterEach(() => {
  stop();
  setHidden(false);
});

function setHidden(hidden: boolean) {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}

function start() {
  const seen = { ticks: 0, nextAt: 0 };
  stop = startRefreshTimer({
    everyMs: EVERY_MS,
    onTick: () => {
      seen.ticks += 1;
    },
    onSchedule: (at) => {
      seen.nextAt = at;
    },
  });
  return seen;
}

test("ticks again and again, says when, and stops when told", async () => {
  const started = Date.now();
  const seen = start();
  expect(seen.nextAt).toBeGreaterThan(started);
  await vi.waitFor(() => expect(seen.ticks).toBeGreaterThanOrEqual(2), { timeout: 5000 });
  stop();
  const before = seen.ticks;
  await wait(EVERY_MS * 2);
  expect(seen.ticks).toBe(before);
});

test("a hidden tab skips its ticks and refreshes once on becoming visible", async () => {
  const seen = start();
  setHidden(true);
  await wait(EVERY_MS * 4);
  expect(seen.ticks).toBe(0);
  setHidden(false);
  expect(seen.ticks).toBe(1);
});

test("a tab that was hidden for less than an interval does not refresh early", () => {
  const seen = start();
  setHidden(true);
  setHidden(false);
  expect(seen.ticks).toBe(0);
});
