import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey } from "@/lib/http/precondition";
import { extendSilence } from "@/lib/silences/extend-silence";
import { extendSilenceSchema, silenceIdSchema } from "@/lib/silences/silence-input";

/** Gives a silence a later end, whoever made it. Idempotency-Key makes a retry safe. */
export const POST = defineRoute({
  route: "/api/silences/[silenceId]/extend",
  access: "silence:write",
  params: silenceIdSchema,
  body: extendSilenceSchema,
  handler: async ({ ctx, params, body, request }) =>
    extendSilence(ctx, params.silenceId, body, idempotencyKey(request)),
});
