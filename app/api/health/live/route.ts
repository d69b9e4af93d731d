import { defineRoute } from "@/lib/http/define-route";

/** The process answers. Says nothing else. */
export const GET = defineRoute({
  route: "/api/health/live",
  access: "public",
  handler: async () => ({ status: "ok" }),
});
