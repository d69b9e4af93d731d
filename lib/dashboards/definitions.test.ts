import { describe, expect, test } from "vitest";
import { KPIS } from "@/lib/kpis/kpis";
import { expandMacros } from "@/lib/query/expand-macros";
import { kpiPanels } from "./kpi-panels";
import { legendOf } from "./legend";
import type { Panel } from "./model";
import { getDashboard, getPanel, listDashboards } from "./registry";

const GUIDE_TITLES = {
  executive: ["System Health Score", "Daily Active Conversations", "Response Time Trends", "Cost per Conversation"],
  operations: ["Pod Status", "Resource Usage", "Database Performance", "Error Rates by Endpoint"],
  security: ["Authentication Events", "WAF Blocked Requests", "SSL Certificate Expiry", "Audit Log Volume"],
  business: ["Conversation Success Rate", "Channel Distribution", "User Satisfaction Trends", "Escalation Reasons"],
};

/** Functions and factors that keep the labels, then the aggregation that decides which of them leave. */
const OUTERMOST_AGGREGATION =
  /^[\d\s*(]*(?:(?:clamp_max|(?:avg|min|count)_over_time|sort_desc|histogram_quantile)\(+[\d.,\s]*)*(?:sum|avg|max|min|count)\s?((?:by \([^)]*\) )?)\(/;

const panelsOf = (id: string): readonly Panel[] => {
  const dashboard = getDashboard(id);
  return dashboard.kpiStrip ? [...dashboard.panels, ...kpiPanels()] : dashboard.panels;
};

describe("the guide's boards", () => {
  test.each(Object.entries(GUIDE_TITLES))("%s has the guide's panels by the guide's titles", (id, titles) => {
    expect(getDashboard(id).panels.map(({ title }) => title)).toEqual(expect.arrayContaining(titles));
  });

  test("sixteen panels of the guide, the error budget, and what the portal says of itself", () => {
    expect(listDashboards().flatMap(({ panels }) => panels)).toHaveLength(19);
  });

  test("ids and refIds are unique, and expressions name targets of their panel", () => {
    for (const { id } of listDashboards()) {
      const ids = panelsOf(id).map((panel) => panel.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { targets } of panelsOf(id)) {
        const refIds = targets.map(({ refId }) => refId);
        expect(new Set(refIds).size).toBe(refIds.length);
        for (const target of targets)
          if (target.type === "expression") expect(refIds).toEqual(expect.arrayContaining([target.left, target.right]));
      }
    }
  });

  test("every expression names known macros and declared variables only", () => {
    for (const dashboard of listDashboards()) {
      const variables = Object.fromEntries(dashboard.variables.map(({ name }) => [name, ""]));
      const values = { stepSeconds: 60, scrapeSeconds: 15, rangeSeconds: 3600, end: Date.now(), variables };
      for (const { targets } of panelsOf(dashboard.id))
        for (const target of targets)
          if (target.type === "prometheus") expect(expandMacros(target.expr, values)).not.toContain("$");
    }
  });

  test("B04 boards for people outside operations never answer with a pod's or an instance's name", () => {
    for (const id of ["executive", "business"])
      for (const { targets } of panelsOf(id))
        for (const target of targets)
          if (target.type === "prometheus")
            for (const expr of [target.expr, target.instantExpr ?? target.expr]) {
              const [, outermost] = OUTERMOST_AGGREGATION.exec(expr) ?? [];
              expect(outermost, `${expr} begins with an aggregation`).toBeDefined();
              expect(outermost).not.toMatch(/pod|instance/);
            }
  });
});

describe("the six indicators", () => {
  test("have the guide's targets and alert thresholds", () => {
    expect(KPIS.map(({ id, thresholds }) => [id, thresholds.direction, thresholds.target, thresholds.alert])).toEqual([
      ["api-response-time", "above", 2, 5],
      ["error-rate", "above", 0.1, 1],
      ["database-response-time", "above", 100, 500],
      ["memory-usage", "above", 80, 90],
      ["cpu-usage", "above", 70, 85],
      ["conversation-success", "below", 85, 80],
    ]);
  });

  test("are panels of the executive board only", () => {
    expect(getPanel(getDashboard("executive"), "kpi-error-rate").title).toBe("Error rate");
    expect(() => getPanel(getDashboard("business"), "kpi-error-rate")).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    expect(() => getDashboard("__proto__")).toThrow(expect.objectContaining({ code: "not_found" }));
  });
});

test("G08 legends take labels as data", () => {
  const labels: Record<string, string> = JSON.parse('{"__proto__":"a","constructor":"<b>"}');
  expect(legendOf("{{__proto__}} {{constructor}} {{toString}}", labels, "A")).toBe("a <b> –");
  expect(legendOf("", {}, "A")).toBe("A");
});
