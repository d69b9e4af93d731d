import { gridTime } from "@/lib/frames/grid-time";
import type { RangeEdges } from "@/lib/time/range-presets";
import type { RuleChart } from "./rule-chart-view";

type Drawn = Extract<RuleChart, { status: "ok" }>;

/** The range of a rule's chart, for the address of another page: a firing of yesterday is not in its last hour. */
export function ruleChartRange({ grid, live }: Pick<Drawn, "grid" | "live">): RangeEdges {
  return { from: String(grid.start), to: live ? "now" : String(gridTime(grid, grid.count - 1)) };
}
