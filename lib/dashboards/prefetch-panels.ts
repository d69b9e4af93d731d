import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import type { DashboardQuery, PanelResult } from "./panel-result";
import { queryPanels } from "./query-panels";

/** A page waits for its panels no longer than this, all together. */
const DEADLINE_MS = 1800;
/** The browser asks for what was late: until it does, the query under way is kept for it to join. */
const GRACE_MS = 5000;

/** The panels that answer before the deadline, for the first paint. Throws what queryPanels throws. */
export async function prefetchPanels(
  ctx: RequestContext,
  dashboardId: string,
  query: DashboardQuery,
  deadlineMs: number = DEADLINE_MS,
): Promise<PanelResult[]> {
  const leave = new AbortController();
  const results: PanelResult[] = [];
  const late = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref());
  await Promise.race([late, collect(ctx, dashboardId, query, leave.signal, results)]);
  setTimeout(() => leave.abort(), GRACE_MS).unref();
  return [...results];
}

async function collect(
  ctx: RequestContext,
  dashboardId: string,
  query: DashboardQuery,
  signal: AbortSignal,
  results: PanelResult[],
): Promise<void> {
  for await (const result of await queryPanels(ctx, { dashboardId, query, signal })) results.push(result);
}
