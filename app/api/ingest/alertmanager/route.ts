import { ingestWebhook } from "@/lib/alerts/ingest-webhook";
import { defineRoute } from "@/lib/http/define-route";
import { readBytes } from "@/lib/http/read-bytes";

const BODY = { maxBytes: 32 * 1024 * 1024, types: ["application/json"] };

/** Alertmanager's webhook receiver. The verb parses the body itself: a refused delivery is counted there. */
export const POST = defineRoute({
  route: "/api/ingest/alertmanager",
  access: "alert:ingest",
  recordStrangers: true, // the diagnosis tells of a wrong token
  handler: async ({ ctx, request }) => ingestWebhook(ctx, await readBytes(request, BODY)),
});
