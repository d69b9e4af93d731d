import { KPIS } from "@/lib/kpis/kpis";
import { type Panel, panelSchema } from "./model";

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
    targets: [kpi.target],
    staleAfter: kpi.staleAfter,
  }),
);

/** The key indicators as panels, for boards with a strip. Their ids are "kpi-" and the indicator's id. */
export function kpiPanels(): readonly Panel[] {
  return panels;
}
