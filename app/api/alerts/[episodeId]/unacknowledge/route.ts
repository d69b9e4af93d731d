import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { unacknowledge } from "@/lib/alerts/unacknowledge";
import { unacknowledgeInputSchema } from "@/lib/alerts/unacknowledge-input";
import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey, ifMatchVersion } from "@/lib/http/precondition";

/** Gives the alert back. The verb decides whose alert the caller may give back. */
export const POST = defineRoute({
  route: "/api/alerts/[episodeId]/unacknowledge",
  access: "alert:acknowledge",
  params: episodeIdSchema,
  body: unacknowledgeInputSchema,
  handler: ({ ctx, params, body, request }) =>
    unacknowledge(ctx, {
      ...params,
      ...body,
      ifVersion: ifMatchVersion(request),
      idempotencyKey: idempotencyKey(request),
    }),
});
