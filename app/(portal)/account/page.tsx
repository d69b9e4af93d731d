import type { Metadata } from "next";
import { AccessTokens } from "@/components/members/access-tokens";
import { PageBar } from "@/components/shell/page-bar";
import { pageContext } from "@/lib/auth/page-context";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import { listAccessTokens } from "@/lib/members/list-access-tokens";
import "../../styles/members.css";

export const metadata: Metadata = { title: "Access tokens" };

export default async function AccountPage() {
  const actor = await requirePageActor("access-token:write");
  const ctx = await pageContext(actor);
  const { accessTokens } = await listAccessTokens(ctx);
  return (
    <>
      <PageBar title="Access tokens" />
      <div className="page">
        <AccessTokens accessTokens={accessTokens} permissions={[...actor.permissions]} now={ctx.now.toISOString()} />
      </div>
    </>
  );
}
