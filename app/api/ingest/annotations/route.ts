import { annotationInputSchema } from "@/lib/alerts/annotation-input";
import { createAnnotation } from "@/lib/alerts/create-annotation";
import { defineRoute } from "@/lib/http/define-route";

/** For deployment pipelines: a mark on the time axes. */
export const POST = defineRoute({
  route: "/api/ingest/annotations",
  access: "annotation:write",
  body: annotationInputSchema,
  handler: async ({ ctx, body }) => createAnnotation(ctx, body),
});
