import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { takeOver } from "@/lib/alerts/take-over";
import { takeOverInputSchema } from "@/lib/alerts/take-over-input";
import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey, ifMatchVersion } from "@/lib/http/precondition";

/** Takes the alert from whoever has it. */
export const POST = defineRoute({
  route: "/api/alerts/[episodeId]/take-over",
  access: "alert:acknowledge",
  params: episodeIdSchema,
  body: takeOverInputSchema,
  handler: ({ ctx, params, body, request }) =>
    takeOver(ctx, {
      ...params,
      ...body,
      ifVersion: ifMatchVersion(request),
      idempotencyKey: idempotencyKey(request),
    }),
});
