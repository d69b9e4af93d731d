import type { Target, Thresholds, Unit } from "@/lib/dashboards/model";

/** One key performance indicator: the single place its target, alert threshold, unit, query and owner are written. */
export interface Kpi {
  /** Also the panel id on the executive board, with the prefix "kpi-". */
  id: string;
  title: string;
  /** Says what is measured and how it differs from the guide's wording, if it does. */
  description: string;
  unit: Unit;
  decimals: number;
  thresholds: Required<Thresholds>;
  /** A range query for the sparkline; its last point is the figure. */
  target: Target;
  /** Team that owns it, as in the alert rules' `team` label. */
  owner: string;
  /** The alert rule that fires at `thresholds.alert`. */
  alertname: string;
  staleAfter: number;
}
