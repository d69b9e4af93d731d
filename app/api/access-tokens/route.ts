import { defineRoute } from "@/lib/http/define-route";
import { newAccessTokenSchema } from "@/lib/members/access-token";
import { createAccessToken } from "@/lib/members/create-access-token";
import { listAccessTokens } from "@/lib/members/list-access-tokens";

/** The asking person's tokens. */
export const GET = defineRoute({
  route: "/api/access-tokens",
  access: "access-token:write",
  handler: ({ ctx }) => listAccessTokens(ctx),
});

/** A new token, shown in this answer only. */
export const POST = defineRoute({
  route: "/api/access-tokens",
  access: "access-token:write",
  body: newAccessTokenSchema,
  handler: async ({ ctx, body }) => Response.json(await createAccessToken(ctx, body), { status: 201 }),
});
