import { KPIS } from "@/lib/kpis/kpis";
import { type Panel, panelSchema, type Target } from "./model";

const panels: readonly Panel[] = KPIS.map((kpi) =>
  panelSchema.parse({
    id: `kpi-${kpi.id}`,
    title: kpi.title,
    description: kpi.description,
    visualization: "stat",
    unit: kpi.unit,
    decimals: kpi.decimals,
    thresholds: kpi.thresholds,
    span: 2,
    targets: [kpi.target, ...latestOf(kpi.target)],
    staleAfter: kpi.staleAfter,
  }),
);

/** The same at one instant: over a week the sparkline's newest point may be a quarter of an hour old, the figure must not. */
function latestOf(target: Target): Target[] {
  return target.type === "expression" ? [] : [{ ...target, refId: "B", mode: "instant", hidden: true }];
}

/** The key indicators as panels, for boards with a strip. Their ids are "kpi-" and the indicator's id. */
export function kpiPanels(): readonly Panel[] {
  return panels;
}
