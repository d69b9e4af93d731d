import { listAuditEntries } from "@/lib/audit/list-entries";
import { auditListQuerySchema } from "@/lib/audit/list-query";
import { defineRoute } from "@/lib/http/define-route";

/** A page of the ledger, newest first. */
export const GET = defineRoute({
  route: "/api/audit/entries",
  access: "audit:read",
  query: auditListQuerySchema,
  handler: ({ ctx, query }) => listAuditEntries(ctx, query),
});
