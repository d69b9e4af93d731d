import { getRetention } from "@/lib/audit/retention/get-retention";
import { defineRoute } from "@/lib/http/define-route";

/** How long the ledger is kept, holds, and what waits for a decision. */
export const GET = defineRoute({
  route: "/api/audit/retention",
  access: "audit:read",
  handler: ({ ctx }) => getRetention(ctx),
});
