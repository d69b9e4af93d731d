import { defineRoute } from "@/lib/http/define-route";
import { memberParamsSchema } from "@/lib/members/member";
import { revokeMemberSessions } from "@/lib/members/revoke-member-sessions";

/** Signs the member out everywhere. */
export const DELETE = defineRoute({
  route: "/api/members/[memberId]/sessions",
  access: "member:write",
  params: memberParamsSchema,
  handler: ({ ctx, params }) => revokeMemberSessions(ctx, params.memberId),
});
