import { defineRoute } from "@/lib/http/define-route";
import { getSilence } from "@/lib/silences/get-silence";
import { silenceIdSchema } from "@/lib/silences/silence-input";

/** One silence, the alerts it holds back, and its history from the ledger. */
export const GET = defineRoute({
  route: "/api/silences/[silenceId]",
  access: "silence:read",
  params: silenceIdSchema,
  handler: async ({ ctx, params }) => getSilence(ctx, params.silenceId),
});
