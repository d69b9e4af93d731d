import { exploreInputSchema } from "@/lib/explore/explore-input";
import { runQuery } from "@/lib/explore/run-query";
import { defineRoute } from "@/lib/http/define-route";

/** What nginx calls a request whose caller has left; nobody reads it. */
const CALLER_LEFT = 499;

/** A person's own PromQL in, series out. The text travels in the body: addresses stand in logs. */
export const POST = defineRoute({
  route: "/api/explore",
  access: "query:explore",
  body: exploreInputSchema,
  // A text that is far too long is refused as a query, with its hash in the ledger.
  maxBodyBytes: 2 * 1024 * 1024,
  handler: ({ ctx, body, request: { signal } }) =>
    runQuery(ctx, { input: body, signal }).catch((error: unknown) => {
      if (signal.aborted) return new Response(null, { status: CALLER_LEFT });
      throw error;
    }),
});
