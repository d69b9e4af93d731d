import { getPerformance } from "@/lib/alerts/performance/get-performance";
import { performanceQuerySchema } from "@/lib/alerts/performance/performance-query";
import { defineRoute } from "@/lib/http/define-route";

/** How long alerts waited for a person and for their end, in a period. */
export const GET = defineRoute({
  route: "/api/alerts/performance",
  access: "alert-performance:read",
  query: performanceQuerySchema,
  handler: async ({ ctx, query }) => getPerformance(ctx, query),
});
