import { defineRoute } from "@/lib/http/define-route";
import { registry } from "@/lib/telemetry/metrics";

/** The portal's own metrics in Prometheus' text format. */
export const GET = defineRoute({
  route: "/api/metrics",
  access: "metrics:read",
  handler: async () => new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } }),
});
