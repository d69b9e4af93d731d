import { getHandover } from "@/lib/alerts/get-handover";
import { defineRoute } from "@/lib/http/define-route";

/** What the next shift must know. */
export const GET = defineRoute({
  route: "/api/alerts/handover",
  access: "alert:read",
  handler: ({ ctx }) => getHandover(ctx),
});
