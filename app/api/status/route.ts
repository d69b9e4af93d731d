import { defineRoute } from "@/lib/http/define-route";
import { listSources } from "@/lib/status/list-sources";

/** Every leg of the system and when it was last heard. */
export const GET = defineRoute({
  route: "/api/status",
  access: "status:read",
  handler: ({ ctx }) => listSources(ctx),
});
