import { z } from "zod";
import { type Dashboard, dashboardSchema, type Panel, panelSchema } from "./model";

/** A target without what runs upstream: that is shown beside each answer, as its provenance. */
const targetViewSchema = z.object({
  refId: z.string(),
  type: z.enum(["prometheus", "cloudwatch", "expression"]),
  legend: z.string(),
  hidden: z.boolean(),
  unit: panelSchema.shape.unit.optional(),
  thresholds: panelSchema.shape.thresholds,
});

const panelViewSchema = z.object({ ...panelSchema.shape, targets: z.array(targetViewSchema) });
export type PanelView = z.infer<typeof panelViewSchema>;

/** A dashboard as the browser needs it: titles, shapes, units and thresholds, no query text. */
export const dashboardViewSchema = z.object({
  ...dashboardSchema.shape,
  variables: z.array(z.object({ name: z.string(), title: z.string(), default: z.string() })),
  panels: z.array(panelViewSchema),
  /** The indicators of the strip as panels; empty on boards without a strip. */
  kpiPanels: z.array(panelViewSchema),
});
export type DashboardView = z.infer<typeof dashboardViewSchema>;

export const dashboardListSchema = z.array(
  z.object({ id: z.string(), title: z.string(), guideTitle: z.string(), description: z.string() }),
);
export type DashboardList = z.infer<typeof dashboardListSchema>;

export function viewDashboard(dashboard: Dashboard, kpiPanels: readonly Panel[]): DashboardView {
  return {
    ...dashboard,
    variables: dashboard.variables.map(({ name, title, default: fallback }) => ({ name, title, default: fallback })),
    panels: dashboard.panels.map(viewPanel),
    kpiPanels: dashboard.kpiStrip ? kpiPanels.map(viewPanel) : [],
  };
}

function viewPanel(panel: Panel): PanelView {
  const targets = panel.targets.map(({ refId, type, legend, hidden, unit, thresholds }) => ({
    refId,
    type,
    legend,
    hidden,
    unit,
    thresholds,
  }));
  return { ...panel, targets };
}
