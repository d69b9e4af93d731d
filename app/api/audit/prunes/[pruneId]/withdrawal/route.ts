import { pruneParamsSchema } from "@/lib/audit/retention/retention-input";
import { withdrawPrune } from "@/lib/audit/retention/withdraw-prune";
import { defineRoute } from "@/lib/http/define-route";

/** Takes a request back that nobody decided yet. */
export const POST = defineRoute({
  route: "/api/audit/prunes/[pruneId]/withdrawal",
  access: "audit:prune",
  params: pruneParamsSchema,
  handler: ({ ctx, params }) => withdrawPrune(ctx, params),
});
