import "server-only";
import { setMaxListeners } from "node:events";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import { admitQueries } from "@/lib/query/admit-queries";
import { type QueryEngine, queryEngine } from "@/lib/query/query-engine";
import type { RequestContext } from "@/lib/telemetry/context";
import { parseRange, type TimeRange } from "@/lib/time/range";
import { checkVariables } from "./check-variables";
import { configuredSources } from "./configured-sources";
import { inOrderOfArrival } from "./in-order-of-arrival";
import type { CloudWatchTarget, PrometheusTarget } from "./model";
import type { DashboardQuery, PanelResult } from "./panel-result";
import { PanelResults } from "./panel-results";
import { refuseVariables } from "./refuse-variables";
import { getDashboard, getPanel } from "./registry";
import type { RunContext } from "./run-context";
import { runTarget } from "./run-target";
import type { Sources } from "./sources";

export interface QueryPanelsInput {
  dashboardId: string;
  query: DashboardQuery;
  /** Aborted when the reader leaves: what nobody else waits for is then cancelled upstream. */
  signal: AbortSignal;
  /** What is refused for a variable's value is asked again by the route, and then counts: here it does not. */
  askedAgain?: boolean;
  /** For tests: other upstreams than the configured ones. */
  sources?: Sources;
  engine?: QueryEngine;
}

type PanelRun = RunContext & { dashboardId: string };

const panelResults = new PanelResults();

/**
 * Answers many panels of one board, each as it lands. Throws before the first: not_found for an unknown board or
 * panel, forbidden, bad_request for a range or a variable, rate_limited.
 */
export async function queryPanels(ctx: RequestContext, input: QueryPanelsInput): Promise<AsyncIterable<PanelResult>> {
  setMaxListeners(0, input.signal); // a listener per target: a board has more than the ten Node takes for a leak
  const dashboard = getDashboard(input.dashboardId);
  authorize(ctx.actor, dashboard.permission);
  const panels = input.query.panels.map(({ id, width }) => ({ panel: getPanel(dashboard, id), widthPx: width }));
  const now = ctx.now.getTime();
  const range = pastRange(parseRange(input.query, now), now);
  // Before anything is counted: whoever searches for a person is in the ledger, however much they asked before.
  refuseVariables(dashboard, input.query.variables);
  const takeBack = admitQueries(ctx, panels.length);
  const sources = input.sources ?? configuredSources();
  const checked = checkVariables(dashboard, input.query.variables, sources, now, input.signal);
  const variables = await checked.catch((error: unknown) => {
    if (input.askedAgain) takeBack();
    throw error;
  });
  const engine = input.engine ?? queryEngine();
  const run = { engine, sources, variables, now, range, signal: input.signal, dashboardId: dashboard.id };
  return inOrderOfArrival(panels.map((request) => runPanel({ ...run, ...request })));
}

/** Nothing is known of what is to come, and Prometheus would draw the last value on for five minutes. */
function pastRange(range: TimeRange, now: number): TimeRange {
  if (range.from >= now) throw new PortalError("bad_request", "The range lies in the future.");
  return { from: range.from, to: Math.min(range.to, now) };
}

async function runPanel(run: PanelRun): Promise<PanelResult> {
  const { dashboardId, panel, range, now } = run;
  const asked = panel.targets.filter(
    (target): target is PrometheusTarget | CloudWatchTarget => target.type !== "expression",
  );
  const answers = await Promise.all(asked.map((target) => runTarget(run, target)));
  return panelResults.present(dashboardId, panel, range, answers, now);
}
