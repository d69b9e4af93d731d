import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { getEpisode } from "@/lib/alerts/get-episode";
import { defineRoute } from "@/lib/http/define-route";

/** One episode with its timeline from the ledger and its earlier episodes. */
export const GET = defineRoute({
  route: "/api/alerts/[episodeId]",
  access: "alert:read",
  params: episodeIdSchema,
  handler: async ({ ctx, params }) => getEpisode(ctx, params.episodeId),
});
