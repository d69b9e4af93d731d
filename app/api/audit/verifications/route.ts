import { verifyOnDemand } from "@/lib/audit/verify-on-demand";
import { defineRoute } from "@/lib/http/define-route";

/** Checks the whole ledger now. */
export const POST = defineRoute({
  route: "/api/audit/verifications",
  access: "audit:read",
  handler: ({ ctx }) => verifyOnDemand(ctx),
});
