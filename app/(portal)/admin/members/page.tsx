import type { Metadata } from "next";
import { MembersTable } from "@/components/members/members-table";
import { PageBar } from "@/components/shell/page-bar";
import { actorHas } from "@/lib/auth/actor";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { signInChoices } from "@/lib/auth/sign-in-choices";
import { listMembers } from "@/lib/members/list-members";
import "../../../styles/members.css";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const actor = await requirePageActor("member:read");
  const { members } = await listMembers(await pageContext(actor));
  return (
    <>
      <PageBar title="Members" />
      <div className="page">
        <MembersTable
          members={members}
          selfId={actor.userId}
          canWrite={actorHas(actor, "member:write")}
          canCreate={signInChoices().localLogin}
        />
      </div>
    </>
  );
}
