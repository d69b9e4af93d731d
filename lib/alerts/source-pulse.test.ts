import { describe, expect, test } from "vitest";
import { mayBelieveResolve, pulseOf } from "./source-pulse";

const NOW = Date.UTC(2026, 10, 23, 12);
const ago = (minutes: number) => NOW - minutes * 60_000;

test.each([
  [0, "alive"],
  [2.99, "alive"],
  [3, "late"],
  [10, "late"],
  [10.01, "dead"],
] as const)("a Watchdog of %d minutes ago is %s", (minutes, pulse) => {
  expect(pulseOf(ago(minutes), NOW)).toBe(pulse);
});

test("a Watchdog that never came is neither alive nor dead", () => {
  expect(pulseOf(null, NOW)).toBe("never");
});

describe("a resolve is believed", () => {
  test("by the poll leg, which shows what Prometheus last said, over the webhook leg, which Alertmanager repeats", () => {
    expect(mayBelieveResolve({ webhook: ago(0), poll: ago(4) }, NOW)).toBe(false);
    expect(mayBelieveResolve({ webhook: ago(9), poll: ago(1) }, NOW)).toBe(true);
  });

  test("by the webhook leg where nothing is polled, and where there is no Watchdog at all", () => {
    expect(mayBelieveResolve({ webhook: ago(4), poll: null }, NOW)).toBe(false);
    expect(mayBelieveResolve({ webhook: ago(1), poll: null }, NOW)).toBe(true);
    expect(mayBelieveResolve({ webhook: null, poll: null }, NOW)).toBe(true);
  });
});
