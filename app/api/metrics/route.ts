import { defineRoute } from "@/lib/http/define-route";
import { readMetrics } from "@/lib/status/read-metrics";
import { registry } from "@/lib/telemetry/metrics";

/** The portal's own metrics in Prometheus' text format. */
export const GET = defineRoute({
  route: "/api/metrics",
  access: "metrics:read",
  handler: async ({ ctx }) =>
    new Response(await readMetrics(ctx), { headers: { "content-type": registry.contentType } }),
});
