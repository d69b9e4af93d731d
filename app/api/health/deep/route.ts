import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { getDeepHealth } from "@/lib/status/get-deep-health";

/** Every part that an alert's way to a person stands on: 503 when one that must live is dead or was never heard. */
export const GET = defineRoute({
  route: "/api/health/deep",
  access: "metrics:read",
  query: z.strictObject({}),
  handler: async ({ ctx }) => {
    const health = await getDeepHealth(ctx);
    return Response.json(health, { status: health.status === "dead" ? 503 : 200 });
  },
});
