import { acknowledgeMany } from "@/lib/alerts/acknowledge-many";
import { acknowledgeManyInputSchema } from "@/lib/alerts/acknowledge-many-input";
import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey } from "@/lib/http/precondition";

/** Takes several alerts at once; the answer says what became of each. */
export const POST = defineRoute({
  route: "/api/alerts/acknowledgements",
  access: "alert:acknowledge",
  body: acknowledgeManyInputSchema,
  handler: ({ ctx, body, request }) => acknowledgeMany(ctx, { ...body, idempotencyKey: idempotencyKey(request) }),
});
