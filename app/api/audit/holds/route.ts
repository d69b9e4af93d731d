import { placeHold } from "@/lib/audit/retention/place-hold";
import { placeHoldSchema } from "@/lib/audit/retention/retention-input";
import { defineRoute } from "@/lib/http/define-route";

/** A legal hold: nothing is pruned until it is lifted. */
export const POST = defineRoute({
  route: "/api/audit/holds",
  access: "legal-hold:write",
  body: placeHoldSchema,
  handler: async ({ ctx, body }) => Response.json(await placeHold(ctx, body), { status: 201 }),
});
