import { listDashboardViews } from "@/lib/dashboards/get-dashboard-view";
import { defineRoute } from "@/lib/http/define-route";

/** The boards this role may open. */
export const GET = defineRoute({
  route: "/api/dashboards",
  access: "signed-in",
  handler: async ({ ctx }) => listDashboardViews(ctx),
});
