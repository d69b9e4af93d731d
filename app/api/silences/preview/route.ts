import { defineRoute } from "@/lib/http/define-route";
import { previewSilence } from "@/lib/silences/preview-silence";
import { previewSilenceSchema } from "@/lib/silences/silence-input";

/** What a silence with these matchers would hold back now. Changes nothing. */
export const POST = defineRoute({
  route: "/api/silences/preview",
  access: "silence:read",
  body: previewSilenceSchema,
  handler: async ({ ctx, body }) => previewSilence(ctx, body),
});
