import { ingestSns } from "@/lib/alerts/sns/ingest-sns";
import { defineRoute } from "@/lib/http/define-route";
import { readBytes } from "@/lib/http/read-bytes";

const ROUTE = "/api/ingest/sns";
const BODY = { maxBytes: 256 * 1024, types: ["text/plain"] };

/** CloudWatch's alarms by Amazon SNS, which sends JSON as text. Public: the verb checks the message's signature. */
export const POST = defineRoute({
  route: ROUTE,
  access: "public",
  handler: async ({ ctx, request }) => ingestSns(ctx, ROUTE, await readBytes(request, BODY)),
});
