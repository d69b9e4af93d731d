import { defineRoute } from "@/lib/http/define-route";
import { accessTokenParamsSchema } from "@/lib/members/access-token";
import { revokeAccessToken } from "@/lib/members/revoke-access-token";

/** Revokes one of the asking person's tokens. */
export const DELETE = defineRoute({
  route: "/api/access-tokens/[tokenId]",
  access: "access-token:write",
  params: accessTokenParamsSchema,
  handler: ({ ctx, params }) => revokeAccessToken(ctx, params.tokenId),
});
