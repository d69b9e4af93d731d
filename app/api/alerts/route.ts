import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { defineRoute } from "@/lib/http/define-route";

/** Open (or recent) episodes, what needs a human first. */
export const GET = defineRoute({
  route: "/api/alerts",
  access: "alert:read",
  query: episodeListQuerySchema,
  handler: async ({ ctx, query }) => listEpisodes(ctx, query),
});
