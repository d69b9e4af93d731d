import { z } from "zod";
import { getAuditEntry } from "@/lib/audit/get-entry";
import { sequenceSchema } from "@/lib/audit/list-query";
import { defineRoute } from "@/lib/http/define-route";

/** One entry with the exact bytes that were hashed. */
export const GET = defineRoute({
  route: "/api/audit/entries/[seq]",
  access: "audit:read",
  params: z.object({ seq: sequenceSchema }),
  handler: ({ ctx, params }) => getAuditEntry(ctx, params.seq),
});
