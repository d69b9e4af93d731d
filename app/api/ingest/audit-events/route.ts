import { ingestAuditEvents } from "@/lib/audit-events/ingest-audit-events";
import { defineRoute } from "@/lib/http/define-route";
import { readBytes } from "@/lib/http/read-bytes";

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Audit events of other systems: JSON lines or an array, whichever of the two types a log shipper gives them. */
export const POST = defineRoute({
  route: "/api/ingest/audit-events",
  access: "audit-event:ingest",
  recordStrangers: true,
  handler: async ({ ctx, request }) =>
    ingestAuditEvents(ctx, await readBytes(request, MAX_BODY_BYTES, "application/x-ndjson", "application/json")),
});
