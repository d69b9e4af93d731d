import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { getRuleChart } from "@/lib/alerts/get-rule-chart";
import { ruleChartQuerySchema } from "@/lib/alerts/rule-chart-view";
import { defineRoute } from "@/lib/http/define-route";

/** What the alert's rule watched around the firing, asked of Prometheus by the portal. */
export const GET = defineRoute({
  route: "/api/alerts/[episodeId]/rule",
  access: "alert:read",
  params: episodeIdSchema,
  query: ruleChartQuerySchema,
  handler: ({ ctx, params, query, request }) =>
    getRuleChart(ctx, { ...params, widthPx: query.width, signal: request.signal }),
});
