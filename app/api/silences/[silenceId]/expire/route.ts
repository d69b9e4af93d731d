import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey } from "@/lib/http/precondition";
import { expireSilence } from "@/lib/silences/expire-silence";
import { expireSilenceSchema, silenceIdSchema } from "@/lib/silences/silence-input";

/** Ends a silence now, whoever made it. Idempotency-Key makes a retry safe. */
export const POST = defineRoute({
  route: "/api/silences/[silenceId]/expire",
  access: "silence:write",
  params: silenceIdSchema,
  body: expireSilenceSchema,
  handler: async ({ ctx, params, body, request }) =>
    expireSilence(ctx, params.silenceId, body, idempotencyKey(request)),
});
