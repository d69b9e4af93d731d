import { countOwned } from "@/lib/alerts/count-owned";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { sharedList } from "@/lib/alerts/shared-list";
import { defineRoute } from "@/lib/http/define-route";
import { respondWithSlot } from "@/lib/http/json-with-slot";

/** Open (or recent) episodes, what needs a human first. Every browser asks for them after a change. */
export const GET = defineRoute({
  route: "/api/alerts",
  access: "alert:read",
  query: episodeListQuerySchema,
  handler: async ({ ctx, query, request }) =>
    respondWithSlot(request, await sharedList(ctx, query), await countOwned(ctx)),
});
