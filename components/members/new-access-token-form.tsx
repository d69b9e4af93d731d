"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { useChange } from "@/components/ui/use-change";
import type { Permission } from "@/lib/auth/permissions";
import { apiSend } from "@/lib/http/api-client";
import { createdAccessTokenSchema } from "@/lib/members/access-token";

interface NewAccessTokenFormProps {
  permissions: Permission[];
  onCreated: (token: string) => void;
}

const LIFETIMES = [7, 30, 90];

/** Name, permissions (no more than one's own) and life of a new token. */
export function NewAccessTokenForm({ permissions, onCreated }: NewAccessTokenFormProps) {
  const { change, problem, busy } = useChange();
  const scopes = permissions.filter((permission) => permission !== "access-token:write");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const wanted = {
      name: fields.get("name"),
      scopes: fields.getAll("scope"),
      expiresInDays: Number(fields.get("expiresInDays")),
    };
    const done = await change(async () => {
      const { token } = await apiSend("POST", "/api/access-tokens", wanted, createdAccessTokenSchema);
      onCreated(token);
    });
    if (done) form.reset();
  }

  return (
    <Panel title="New access token">
      <form className="member-form" method="post" onSubmit={submit} aria-busy={busy}>
        <div className="field">
          <label htmlFor="token-name">Name</label>
          <input className="in" id="token-name" name="name" maxLength={80} autoComplete="off" required />
        </div>
        <div className="field">
          <label htmlFor="token-life">Expires after</label>
          <select className="in" id="token-life" name="expiresInDays" defaultValue="30">
            {LIFETIMES.map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </select>
        </div>
        <fieldset className="token-choices">
          <legend>It may</legend>
          {scopes.map((scope) => (
            <label key={scope}>
              <input type="checkbox" name="scope" value={scope} /> {scope}
            </label>
          ))}
        </fieldset>
        <Button type="submit" tone="primary" disabled={busy}>
          Make token
        </Button>
        <p role="alert" className="member-problem">
          {problem}
        </p>
      </form>
    </Panel>
  );
}
