import { getPeoplePerformance } from "@/lib/alerts/performance/get-people-performance";
import { performanceQuerySchema } from "@/lib/alerts/performance/performance-query";
import { defineRoute } from "@/lib/http/define-route";

/** What each person acknowledged and took over; whoever asks is recorded. */
export const GET = defineRoute({
  route: "/api/alerts/performance/people",
  access: "members:read-performance",
  query: performanceQuerySchema,
  handler: async ({ ctx, query }) => getPeoplePerformance(ctx, query),
});
