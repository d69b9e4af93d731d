import { expect, test } from "vitest";
import type { CloudWatchTarget, PrometheusTarget } from "./model";
import { planCloudWatch, planPrometheus } from "./plan-target";
import { getDashboard, getPanel } from "./registry";

const NOW = Date.parse("2026-11-23T14:05:37.250Z");
const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

function input(board: string, id: string, hours: number, now = NOW) {
  const panel = getPanel(getDashboard(board), id);
  return { panel, range: { from: now - hours * HOUR, to: now }, widthPx: 600 };
}

function prometheus(board: string, id: string, hours: number, target = 0) {
  const asked = input(board, id, hours);
  return planPrometheus(asked, asked.panel.targets[target] as PrometheusTarget, 15);
}

test("everybody who looks within a step asks the same window", () => {
  const { window } = prometheus("executive", "response-time-trends", 1);
  expect(window).toEqual({
    start: Date.parse("2026-11-23T13:05:30Z"),
    end: Date.parse("2026-11-23T14:05:30Z"),
    step: 15_000,
  });
});

test("a bar a day: fourteen UTC days, the last still being filled", () => {
  const { window } = prometheus("executive", "daily-active-conversations", 24);
  expect([iso(window.start), iso(window.end), (window.end - window.start) / window.step + 1]).toEqual([
    "2026-11-11T00:00:00.000Z",
    "2026-11-24T00:00:00.000Z",
    14,
  ]);
});

test("an instant is floored, the costly one to five minutes", () => {
  expect(prometheus("business", "channel-distribution", 24).window).toMatchObject({
    end: Date.parse("2026-11-23T14:05:00Z"),
    step: 0,
  });
  expect(iso(prometheus("executive", "error-budget", 24).window.end)).toBe("2026-11-23T14:05:00.000Z");
});

test("charges are read since the month began, in whole periods", () => {
  const asked = input("executive", "cost-per-conversation", 24);
  const { window } = planCloudWatch(asked, asked.panel.targets[0] as CloudWatchTarget, NOW);
  expect([iso(window.start), iso(window.end), window.step]).toEqual([
    "2026-11-01T00:00:00.000Z",
    "2026-11-23T12:00:00.000Z",
    6 * HOUR,
  ]);
});

test("a range that ends with a month has that month's charges", () => {
  const now = Date.parse("2026-12-01T00:00:00Z");
  const asked = input("executive", "cost-per-conversation", 24, now);
  const { window } = planCloudWatch(asked, asked.panel.targets[0] as CloudWatchTarget, now);
  expect([iso(window.start), iso(window.end)]).toEqual(["2026-11-01T00:00:00.000Z", "2026-11-30T18:00:00.000Z"]);
});

test("CloudWatch has no minutes after 15 days and only hours after 63, and its open period is left out", () => {
  const steps = [6, 20 * 24, 70 * 24].map((hours) => {
    const asked = input("security", "waf-blocked-requests", hours);
    return planCloudWatch({ ...asked, widthPx: 4000 }, asked.panel.targets[0] as CloudWatchTarget, NOW).window;
  });
  expect(steps.map(({ step }) => step / 1000)).toEqual([60, 1800, 7200]);
  expect(iso(steps[0]?.end ?? 0)).toBe("2026-11-23T14:04:00.000Z");
});
