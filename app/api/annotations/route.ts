import { annotationRangeSchema } from "@/lib/alerts/annotation-input";
import { listAnnotations } from "@/lib/alerts/list-annotations";
import { defineRoute } from "@/lib/http/define-route";

/** Deployments, firings and acknowledgements on the time axis. */
export const GET = defineRoute({
  route: "/api/annotations",
  access: "annotation:read",
  query: annotationRangeSchema,
  handler: async ({ ctx, query }) => listAnnotations(ctx, { from: Date.parse(query.from), to: Date.parse(query.to) }),
});
