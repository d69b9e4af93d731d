import { z } from "zod";
import { getDashboardView } from "@/lib/dashboards/get-dashboard-view";
import { defineRoute } from "@/lib/http/define-route";

/** One board: panels, units and thresholds, without query texts. */
export const GET = defineRoute({
  route: "/api/dashboards/[dashboardId]",
  access: "signed-in",
  params: z.strictObject({ dashboardId: z.string().max(64) }),
  handler: async ({ ctx, params }) => getDashboardView(ctx, params.dashboardId),
});
