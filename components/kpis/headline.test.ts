import { expect, test } from "vitest";
import type { DashboardView, PanelView } from "@/lib/dashboards/dashboard-view";
import { acceptFailure, acceptResult, EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { headline } from "./headline";

const instant = { start: NOW, step: 0, count: 1 };
const target = (refId: string, hidden = false) => ({
  refId,
  type: "prometheus" as const,
  legend: refId,
  hidden,
  unit: undefined,
  thresholds: undefined,
});
const health = panelOf({
  id: "system-health-score",
  visualization: "statusbars",
  targets: [target("A"), target("B", true), target("C", true)],
});
const kpis = ["kpi-a", "kpi-b", "kpi-c"].map((id) =>
  panelOf({
    id,
    title: id === "kpi-a" ? "Memory usage" : id === "kpi-b" ? "CPU usage, worst" : id,
    visualization: "stat",
  }),
);
const dashboard = { panels: [health], kpiPanels: kpis } as unknown as DashboardView;

function healthRecord(up: number | null, all: number | null): PanelRecord {
  const count = (refId: string, value: number | null) =>
    okTarget(value === null ? [] : [frameOf([value], refId)], { refId, grid: instant });
  const result = resultOf([okTarget([frameOf([100])]), count("B", up), count("C", all)], health.id);
  return acceptResult(EMPTY_RECORD, result, NOW);
}

const kpiRecord = (panel: PanelView, value: number | null) =>
  acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([value])])], panel.id), NOW);

function claims(healthy: PanelRecord, values: (number | null)[], past = false): string[] {
  const records = new Map([
    [health.id, healthy],
    ...kpis.map((panel, i) => [panel.id, kpiRecord(panel, values[i] ?? null)] as const),
  ]);
  return headline(dashboard, records, NOW, past).claims.map(({ tone, text }) => `${tone}: ${text}`);
}

test("up, partly up, down: from the two counts", () => {
  expect(claims(healthRecord(6, 6), [1, 1, 1])[0]).toBe("pass: Service is up");
  expect(claims(healthRecord(2, 6), [1, 1, 1])[0]).toBe("warn: Service is partly up");
  expect(claims(healthRecord(0, 6), [1, 1, 1])[0]).toBe("fail: Service is down");
});

test("unknown when a count is missing, when there is no target, when nothing was answered, when it is stale", () => {
  const unknown = "unknown: Service state unknown";
  expect(claims(healthRecord(6, null), [1, 1, 1])[0]).toBe(unknown);
  expect(claims(healthRecord(0, 0), [1, 1, 1])[0]).toBe(unknown);
  expect(claims(EMPTY_RECORD, [1, 1, 1])[0]).toBe(unknown);
  const failed = acceptFailure(healthRecord(6, 6), { code: "upstream_timeout", message: "late" }, NOW);
  expect(claims(failed, [1, 1, 1])[0]).toBe(unknown);
});

test("indicators: all on target only when every one is known to be", () => {
  const indicators = (...values: (number | null)[]) => claims(healthRecord(6, 6), values).slice(1);
  expect(indicators(1, 1, 1)).toEqual(["pass: All 3 indicators on target"]);
  expect(indicators(1, 1, null)).toEqual(["unknown: 1 of 3 indicators unknown"]);
});

test("indicators: one or two are named, more are counted", () => {
  const indicators = (...values: (number | null)[]) => claims(healthRecord(6, 6), values).slice(1);
  expect(indicators(9, 1, 1)).toEqual(["fail: Memory usage past alert"]);
  expect(indicators(3, 3, 1)).toEqual(["warn: Memory usage and CPU usage above target"]);
  expect(indicators(3, 9, 1)).toEqual(["fail: CPU usage past alert", "warn: Memory usage above target"]);
  expect(indicators(9, 9, 9)).toEqual(["fail: 3 of 3 indicators past alert"]);
});

test("a range that has ended says nothing of now", () => {
  expect(claims(healthRecord(6, 6), [1, 1, 1], true)[0]).toBe("pass: Service was up at the end of the range");
  expect(claims(healthRecord(0, 6), [1, 1, 1], true)[0]).toBe("fail: Service was down at the end of the range");
});
