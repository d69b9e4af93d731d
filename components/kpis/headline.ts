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

/**
 * Claims only what fresh figures carry: without them it says that it does not know. `past` for a range that has ended:
 * what held at its end is not said of now.
 */
export function headline(dashboard: DashboardView, records: Records, now: number, past: boolean): Headline {
  const counts = targetCounts(dashboard, records, now);
  const budget = budgetLeft(dashboard, records, now);
  const facts: string[] = [];
  if (counts) facts.push(`${counts.up} of ${counts.all} targets up${past ? " then" : ""}`);
  if (budget !== null)
    facts.push(`${formatText(Math.max(0, budget), "percent", 0)} of error budget left${past ? " then" : ""}`);
  return { claims: [serviceClaim(counts, past), ...indicatorClaims(dashboard, records, now)], facts };
}

function serviceClaim(counts: { up: number; all: number } | null, past: boolean): Claim {
  const [verb, when] = past ? ["was", " at the end of the range"] : ["is", ""];
  if (!counts || counts.all === 0) return { tone: "unknown", text: `Service state unknown${when}` };
  if (counts.up === 0) return { tone: "fail", text: `Service ${verb} down${when}` };
  if (counts.up < counts.all) return { tone: "warn", text: `Service ${verb} partly up${when}` };
  return { tone: "pass", text: `Service ${verb} up${when}` };
}

function indicatorClaims(dashboard: DashboardView, records: Records, now: number): Claim[] {
  const panels = dashboard.kpiPanels.map((panel) => ({
    panel,
    status: kpiFigure(panel, records.get(panel.id) ?? EMPTY_RECORD, now).figure.status,
  }));
  const all = panels.length;
  const having = (status: string) => panels.filter((one) => one.status === status).map(({ panel }) => panel);
  const [fail, warn, unknown] = [having("fail"), having("warn"), having("unknown")];
  const claims: Claim[] = [];
  if (fail.length > 0) claims.push({ tone: "fail", text: `${named(fail, all)} past alert` });
  if (warn.length > 0) claims.push({ tone: "warn", text: `${named(warn, all)} ${offTarget(warn)}` });
  if (fail.length + warn.length + unknown.length === 0 && all > 0)
    claims.push({ tone: "pass", text: `All ${all} indicators on target` });
  if (unknown.length > 0) claims.push({ tone: "unknown", text: `${unknown.length} of ${all} indicators unknown` });
  return claims;
}

/** One or two by name, more by their count. */
function named(panels: readonly PanelView[], all: number): string {
  return panels.length > 2
    ? `${panels.length} of ${all} indicators`
    : panels.map(({ title }) => title.split(",")[0]).join(" and ");
}

/** The side they are on, when it is the same for all that are named. */
function offTarget(panels: readonly PanelView[]): string {
  const directions = new Set(panels.map(({ thresholds }) => thresholds?.direction));
  if (panels.length > 2 || directions.size !== 1) return "off target";
  return directions.has("below") ? "below target" : "above target";
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
