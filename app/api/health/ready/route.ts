import { defineRoute } from "@/lib/http/define-route";
import { readiness } from "@/lib/jobs/readiness";

/** The database answers: the load balancer may send requests. */
export const GET = defineRoute({
  route: "/api/health/ready",
  access: "public",
  handler: readiness,
});
