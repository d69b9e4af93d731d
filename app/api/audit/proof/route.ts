import { getLedgerProof } from "@/lib/audit/get-proof";
import { defineRoute } from "@/lib/http/define-route";

/** Size and head of the ledger, and its last full check. */
export const GET = defineRoute({
  route: "/api/audit/proof",
  access: "audit:read",
  handler: ({ ctx }) => getLedgerProof(ctx),
});
