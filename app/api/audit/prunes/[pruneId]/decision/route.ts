import { decidePrune } from "@/lib/audit/retention/decide-prune";
import { decidePruneSchema, pruneParamsSchema } from "@/lib/audit/retention/retention-input";
import { defineRoute } from "@/lib/http/define-route";

/** Another person approves or refuses; approved, the bytes are gone with the answer. */
export const POST = defineRoute({
  route: "/api/audit/prunes/[pruneId]/decision",
  access: "audit:prune",
  params: pruneParamsSchema,
  body: decidePruneSchema,
  handler: ({ ctx, params, body }) => decidePrune(ctx, { ...params, ...body }),
});
