import { requestPrune } from "@/lib/audit/retention/request-prune";
import { requestPruneSchema } from "@/lib/audit/retention/retention-input";
import { defineRoute } from "@/lib/http/define-route";

/** Asks that the bytes of entries older than the retention go. */
export const POST = defineRoute({
  route: "/api/audit/prunes",
  access: "audit:prune",
  body: requestPruneSchema,
  handler: async ({ ctx, body }) => Response.json(await requestPrune(ctx, body), { status: 201 }),
});
