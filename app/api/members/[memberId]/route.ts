import { defineRoute } from "@/lib/http/define-route";
import { changeMemberRole } from "@/lib/members/change-member-role";
import { memberChangeSchema, memberParamsSchema } from "@/lib/members/member";
import { setMemberDisabled } from "@/lib/members/set-member-disabled";

/** Another role, or shut out, or let in again. */
export const PATCH = defineRoute({
  route: "/api/members/[memberId]",
  access: "member:write",
  params: memberParamsSchema,
  body: memberChangeSchema,
  handler: async ({ ctx, params, body }) => {
    if ("role" in body) await changeMemberRole(ctx, { ...params, ...body });
    else await setMemberDisabled(ctx, { ...params, ...body });
  },
});
