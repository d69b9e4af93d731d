import "server-only";
import { OPEN_ALERTS_SHOWN } from "@/components/kpis/open-alerts-shown";
import type { BoardSeed } from "@/components/panels/board";
import type { AnnotationView } from "@/lib/alerts/annotation-view";
import { listAnnotations } from "@/lib/alerts/list-annotations";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { boardQuery, panelsWithWidths } from "@/lib/dashboards/board-query";
import type { DashboardView } from "@/lib/dashboards/dashboard-view";
import { prefetchPanels } from "@/lib/dashboards/prefetch-panels";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { parseRange } from "@/lib/time/range";

const OPEN_ALERTS = episodeListQuerySchema.parse({ state: "open", limit: OPEN_ALERTS_SHOWN });

type SearchParams = Record<string, string | string[] | undefined>;

/** What the first paint is drawn from. What a verb refuses is left to the browser, which tells the person why. */
export async function readBoardSeed(
  ctx: RequestContext,
  dashboard: DashboardView,
  search: SearchParams,
): Promise<BoardSeed> {
  const at = ctx.now.getTime();
  const query = boardQuery(dashboard, (name) => single(search[name]), at);
  const [results, annotations, alerts] = await Promise.all([
    orElse(prefetchPanels(ctx, dashboard.id, { ...query, panels: panelsWithWidths(dashboard) }), []),
    orElse(marks(ctx, query, at), undefined),
    dashboard.openAlerts ? orElse(listEpisodes(ctx, OPEN_ALERTS), undefined) : undefined,
  ]);
  return { scope: { dashboardId: dashboard.id, ...query }, results, annotations, alerts, at: Date.now() };
}

async function marks(
  ctx: RequestContext,
  query: Parameters<typeof parseRange>[0],
  at: number,
): Promise<AnnotationView[]> {
  return (await listAnnotations(ctx, parseRange(query, at))).annotations;
}

async function orElse<T>(reading: Promise<T>, fallback: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PortalError) return fallback;
    throw error;
  }
}

function single(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
