import { liftHold } from "@/lib/audit/retention/lift-hold";
import { holdParamsSchema, placeHoldSchema } from "@/lib/audit/retention/retention-input";
import { defineRoute } from "@/lib/http/define-route";

/** Ends a legal hold. */
export const POST = defineRoute({
  route: "/api/audit/holds/[holdId]/lift",
  access: "legal-hold:write",
  params: holdParamsSchema,
  body: placeHoldSchema,
  handler: ({ ctx, params, body }) => liftHold(ctx, { ...params, ...body }),
});
