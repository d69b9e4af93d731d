import { PortalError } from "@/lib/errors";
import { parseRange } from "@/lib/time/range";
import type { DashboardView } from "./dashboard-view";
import type { DashboardQuery } from "./panel-result";

/** CSS pixels a column of the grid is taken to be wide, until the browser says how wide it is. */
const COLUMN_PX = 95;

export type BoardQuery = Omit<DashboardQuery, "panels">;

/** The query of an address. A range or zone that cannot be read gives way to the board's own, as in the controls. */
export function boardQuery(board: DashboardView, parameter: (name: string) => string | null, now: number): BoardQuery {
  const zone = validZone(parameter("zone"), now);
  const asked = { from: parameter("from") ?? board.defaultRange, to: parameter("to") ?? "now" };
  const edges = isRange({ ...asked, zone }, now) ? asked : { from: board.defaultRange, to: "now" };
  return { ...edges, zone, variables: readVariables(board, parameter) };
}

/** Each declared variable from its parameter "var-<name>", else its default. Undeclared parameters are not looked at. */
export function readVariables(
  board: DashboardView,
  parameter: (name: string) => string | null,
): Record<string, string> {
  return Object.fromEntries(
    board.variables.map(({ name, default: fallback }) => [name, (parameter(`var-${name}`) ?? fallback).slice(0, 256)]),
  );
}

/** Every panel of the board, at the width its span suggests. */
export function panelsWithWidths(board: DashboardView): DashboardQuery["panels"] {
  return [...board.kpiPanels, ...board.panels].map(({ id, span }) => ({ id, width: span * COLUMN_PX }));
}

function validZone(zone: string | null, now: number): string {
  return zone !== null && isRange({ from: "now-1h", to: "now", zone }, now) ? zone : "UTC";
}

function isRange(range: { from: string; to: string; zone: string }, now: number): boolean {
  try {
    parseRange(range, now);
    return true;
  } catch (error) {
    if (error instanceof PortalError) return false;
    throw error;
  }
}
