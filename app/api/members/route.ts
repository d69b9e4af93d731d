import { defineRoute } from "@/lib/http/define-route";
import { createMember } from "@/lib/members/create-member";
import { listMembers } from "@/lib/members/list-members";
import { newMemberSchema } from "@/lib/members/member";

/** Everybody with an account. */
export const GET = defineRoute({
  route: "/api/members",
  access: "member:read",
  handler: ({ ctx }) => listMembers(ctx),
});

/** A new local account. */
export const POST = defineRoute({
  route: "/api/members",
  access: "member:write",
  body: newMemberSchema,
  handler: async ({ ctx, body }) => Response.json(await createMember(ctx, body), { status: 201 }),
});
