import { forgetSessionCookie } from "@/lib/auth/session-cookie";
import { signOut } from "@/lib/auth/sign-out";
import { defineRoute } from "@/lib/http/define-route";

/** Ends this session. */
export const POST = defineRoute({
  route: "/api/session/sign-out",
  access: "signed-in",
  handler: async ({ ctx }) => {
    await signOut(ctx);
    return Response.json(null, { headers: { "set-cookie": forgetSessionCookie() } });
  },
});
