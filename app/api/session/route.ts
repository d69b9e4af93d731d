import { getSession } from "@/lib/auth/get-session";
import { defineRoute } from "@/lib/http/define-route";

/** Who is signed in. */
export const GET = defineRoute({
  route: "/api/session",
  access: "signed-in",
  handler: ({ ctx }) => getSession(ctx),
});
