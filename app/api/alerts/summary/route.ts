import { sharedSummary } from "@/lib/alerts/shared-summary";
import { defineRoute } from "@/lib/http/define-route";

/** Counts for the navigation badge, and whether the source can be believed. */
export const GET = defineRoute({
  route: "/api/alerts/summary",
  access: "alert:read",
  handler: async ({ ctx }) => sharedSummary(ctx),
});
