import type { DashboardView, PanelView } from "@/lib/dashboards/dashboard-view";
import { currentFigure } from "@/lib/frames/figure";
import { formatText } from "@/lib/frames/format-value";
import { panelFigures } from "@/lib/frames/panel-figures";
import { EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { panelSeries } from "@/lib/frames/panel-series";
import { panelState } from "@/lib/frames/panel-state";
import { referenceTime } from "@/lib/frames/reference-time";
import { budgetOf } from "./budget";
import { kpiFigure } from "./kpi-figure";

export interface Claim {
  tone: "pass" | "warn" | "fail" | "unknown";
  text: string;
}

/** What the first line of the executive board may claim, and the facts under it. */
export interface Headline {
  claims: Claim[];
  facts: string[];
}

type Records = ReadonlyMap<string, PanelRecord>;

/** Claims only what fresh figures carry: without them it says that it does not know. */
export function headline(dashboard: DashboardView, records: Records, now: number): Headline {
  const counts = targetCounts(dashboard, records, now);
  const budget = budgetLeft(dashboard, records, now);
  const facts: string[] = [];
  if (counts) facts.push(`${counts.up} of ${counts.all} targets up`);
  if (budget !== null) facts.push(`${formatText(Math.max(0, budget), "percent", 0)} of error budget left`);
  return { claims: [serviceClaim(counts), ...indicatorClaims(dashboard, records, now)], facts };
}

function serviceClaim(counts: { up: number; all: number } | null): Claim {
  if (!counts || counts.all === 0) return { tone: "unknown", text: "Service state unknown" };
  if (counts.up === 0) return { tone: "fail", text: "Service is down" };
  if (counts.up < counts.all) return { tone: "warn", text: "Service is partly up" };
  return { tone: "pass", text: "Service is up" };
}

function indicatorClaims(dashboard: DashboardView, records: Records, now: number): Claim[] {
  const statuses = dashboard.kpiPanels.map(
    (panel) => kpiFigure(panel, records.get(panel.id) ?? EMPTY_RECORD, now).figure.status,
  );
  const all = statuses.length;
  const count = (status: string) => statuses.filter((one) => one === status).length;
  const [fail, warn, unknown] = [count("fail"), count("warn"), count("unknown")];
  const claims: Claim[] = [];
  if (fail > 0) claims.push({ tone: "fail", text: `${fail} of ${all} indicators past alert` });
  if (warn > 0) claims.push({ tone: "warn", text: `${warn} of ${all} indicators off target` });
  if (fail + warn + unknown === 0 && all > 0) claims.push({ tone: "pass", text: `All ${all} indicators on target` });
  if (unknown > 0) claims.push({ tone: "unknown", text: `${unknown} of ${all} indicators unknown` });
  return claims;
}

/** The two counts beside the health score. */
function targetCounts(dashboard: DashboardView, records: Records, now: number): { up: number; all: number } | null {
  const panel = dashboard.panels.find(({ visualization }) => visualization === "statusbars");
  const [up, all] = panel ? freshValues(panel, records, now, "hidden") : [];
  return up == null || all == null ? null : { up, all };
}

function budgetLeft(dashboard: DashboardView, records: Records, now: number): number | null {
  const panel = dashboard.panels.find(({ id }) => id === "error-budget");
  const objective = panel?.thresholds?.target;
  const [availability] = panel ? freshValues(panel, records, now, "visible") : [];
  const [measured] = panel ? freshValues(panel, records, now, "hidden") : [];
  if (availability == null || measured == null || objective === undefined) return null;
  return budgetOf(availability, objective, measured).leftPercent;
}

function freshValues(panel: PanelView, records: Records, now: number, which: "visible" | "hidden"): (number | null)[] {
  const record = records.get(panel.id) ?? EMPTY_RECORD;
  const state = panelState(panel, record, now);
  if (state.state !== "ok" && state.state !== "partial") return [];
  const reference = referenceTime(state.result, record.goodAt, now);
  if (which === "visible") return panelFigures(panel, state.result, reference).map(({ value }) => value);
  return panelSeries(panel, state.result, "hidden").map(
    (series) => currentFigure(series, reference, panel.staleAfter * 1000).value,
  );
}
