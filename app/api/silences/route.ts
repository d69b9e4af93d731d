import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey } from "@/lib/http/precondition";
import { createSilence } from "@/lib/silences/create-silence";
import { listSilences } from "@/lib/silences/list-silences";
import { createSilenceSchema } from "@/lib/silences/silence-input";

/** The silences of every Alertmanager, and requests whose outcome is not known. */
export const GET = defineRoute({
  route: "/api/silences",
  access: "silence:read",
  handler: async ({ ctx }) => listSilences(ctx),
});

/** Makes a silence in Alertmanager under the caller's name. Idempotency-Key makes a retry safe. */
export const POST = defineRoute({
  route: "/api/silences",
  access: "silence:write",
  body: createSilenceSchema,
  handler: async ({ ctx, body, request }) => createSilence(ctx, body, idempotencyKey(request)),
});
