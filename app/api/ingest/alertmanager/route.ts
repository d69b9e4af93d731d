import { ingestWebhook } from "@/lib/alerts/ingest-webhook";
import { defineRoute } from "@/lib/http/define-route";
import { readJson } from "@/lib/http/read-json";

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Alertmanager's webhook receiver. The verb parses the body itself: a refused delivery is counted there. */
export const POST = defineRoute({
  route: "/api/ingest/alertmanager",
  access: "alert:ingest",
  handler: async ({ ctx, request }) => ingestWebhook(ctx, await readJson(request, MAX_BODY_BYTES)),
});
