"use client";

import { useState } from "react";
import * as z from "zod/mini";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { useChange } from "@/components/ui/use-change";
import type { Permission } from "@/lib/auth/permissions";
import { apiSend } from "@/lib/http/api-client";
import type { AccessTokenView } from "@/lib/members/access-token";
import { Instant } from "./instant";
import { NewAccessTokenForm } from "./new-access-token-form";

interface AccessTokensProps {
  accessTokens: AccessTokenView[];
  /** What the person may give to a token. */
  permissions: Permission[];
  now: string;
}

/** The signed-in person's access tokens: made here, shown once, revoked here. */
export function AccessTokens({ accessTokens, permissions, now }: AccessTokensProps) {
  const [shown, setShown] = useState<string | null>(null);
  const { change, problem, busy } = useChange();
  const revoke = (id: string) => change(() => apiSend("DELETE", `/api/access-tokens/${id}`, undefined, z.null()));
  return (
    <>
      {shown && <ShownOnce token={shown} close={() => setShown(null)} />}
      <Panel title="Your access tokens" subtitle="for scripts that read the portal as you" flush>
        <p role="alert" className="member-problem">
          {problem}
        </p>
        {accessTokens.length === 0 ? (
          <EmptyState title="You have no access tokens" />
        ) : (
          <div className="tw">
            <table className="members">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">May</th>
                  <th scope="col">Last used</th>
                  <th scope="col">Expires</th>
                  <th scope="col">State</th>
                  <th scope="col">Change</th>
                </tr>
              </thead>
              <tbody aria-busy={busy}>
                {accessTokens.map((token) => (
                  <TokenRow key={token.id} token={token} now={now} busy={busy} revoke={() => void revoke(token.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <NewAccessTokenForm permissions={permissions} onCreated={setShown} />
    </>
  );
}

interface TokenRowProps {
  token: AccessTokenView;
  now: string;
  busy: boolean;
  revoke: () => void;
}

function TokenRow({ token, now, busy, revoke }: TokenRowProps) {
  const state = token.revokedAt ? "Revoked" : token.expiresAt <= now ? "Expired" : "Works";
  return (
    <tr>
      <td data-label="Name">
        <b>{token.name}</b>
        <br />
        <code className="muted">{token.prefix}…</code>
      </td>
      <td data-label="May" className="token-scopes">
        {token.scopes.join(", ")}
      </td>
      <td data-label="Last used">
        <Instant at={token.lastUsedAt} />
      </td>
      <td data-label="Expires">
        <Instant at={token.expiresAt} />
      </td>
      <td data-label="State">
        <Badge tone={state === "Works" ? "plain" : "na"}>{state}</Badge>
      </td>
      <td className="member-actions">
        {state === "Works" && (
          <Button size="small" disabled={busy} aria-label={`Revoke ${token.name}`} onClick={revoke}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}

function ShownOnce({ token, close }: { token: string; close: () => void }) {
  return (
    <section className="token-shown" aria-label="New access token" role="status">
      <p>
        <b>Copy this token now.</b> It is not shown again.
      </p>
      <code>{token}</code>
      <div className="member-actions">
        <Button size="small" onClick={() => void navigator.clipboard.writeText(token)}>
          Copy
        </Button>
        <Button size="small" tone="quiet" onClick={close}>
          Done
        </Button>
      </div>
    </section>
  );
}
