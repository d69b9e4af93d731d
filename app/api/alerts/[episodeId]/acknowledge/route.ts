import { acknowledge } from "@/lib/alerts/acknowledge";
import { acknowledgeInputSchema, episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey, ifMatchVersion } from "@/lib/http/precondition";

/** Takes the alert: the caller becomes its owner. If-Match and Idempotency-Key make a retry safe. */
export const POST = defineRoute({
  route: "/api/alerts/[episodeId]/acknowledge",
  access: "alert:acknowledge",
  params: episodeIdSchema,
  body: acknowledgeInputSchema,
  handler: ({ ctx, params, body, request }) =>
    acknowledge(ctx, {
      ...params,
      ...body,
      ifVersion: ifMatchVersion(request),
      idempotencyKey: idempotencyKey(request),
    }),
});
