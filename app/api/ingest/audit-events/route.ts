import { ingestAuditEvents } from "@/lib/audit-events/ingest-audit-events";
import { defineRoute } from "@/lib/http/define-route";
import { readBytes } from "@/lib/http/read-bytes";

const BODY = { maxBytes: 8 * 1024 * 1024, types: ["application/x-ndjson", "application/json"], gzip: true };

/** Audit events of other systems: JSON lines or an array, of either type and compressed or not, as log shippers do. */
export const POST = defineRoute({
  route: "/api/ingest/audit-events",
  access: "audit-event:ingest",
  recordStrangers: true,
  handler: async ({ ctx, request }) => ingestAuditEvents(ctx, await readBytes(request, BODY)),
});
