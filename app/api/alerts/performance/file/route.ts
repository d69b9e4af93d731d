import { exportPerformance } from "@/lib/alerts/performance/export-performance";
import { performanceQuerySchema } from "@/lib/alerts/performance/performance-query";
import { defineRoute } from "@/lib/http/define-route";

/** The figures of a period as CSV. */
export const GET = defineRoute({
  route: "/api/alerts/performance/file",
  access: "alert-performance:read",
  query: performanceQuerySchema,
  async handler({ ctx, query }) {
    const { name, text } = await exportPerformance(ctx, query);
    return new Response(text, {
      headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"` },
    });
  },
});
