"use client";

import type { FormEvent } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { useChange } from "@/components/ui/use-change";
import { ROLE_NAMES, ROLES } from "@/lib/auth/permissions";
import { apiSend } from "@/lib/http/api-client";

/** A new local account, with a first password to hand over. */
export function NewMemberForm() {
  const { change, problem, busy } = useChange();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const member = Object.fromEntries(new FormData(form));
    const done = await change(() => apiSend("POST", "/api/members", member, z.object({ id: z.uuid() })));
    if (done) form.reset();
  }

  return (
    <Panel title="Add a member" subtitle="a local account">
      <form className="member-form" method="post" onSubmit={submit} aria-busy={busy}>
        <div className="field">
          <label htmlFor="member-name">Name</label>
          <input className="in" id="member-name" name="name" maxLength={120} autoComplete="off" required />
        </div>
        <div className="field">
          <label htmlFor="member-email">Work e-mail</label>
          <input
            className="in"
            id="member-email"
            name="email"
            type="email"
            maxLength={254}
            autoComplete="off"
            required
          />
        </div>
        <div className="field">
          <label htmlFor="member-role">Role</label>
          <select className="in" id="member-role" name="role" defaultValue="product">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {ROLE_NAMES[role]}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="member-password">First password</label>
          <input
            className="in"
            id="member-password"
            name="password"
            type="password"
            minLength={12}
            autoComplete="new-password"
            aria-describedby="member-password-hint"
            required
          />
          <span className="hint" id="member-password-hint">
            12 characters or more
          </span>
        </div>
        <Button type="submit" tone="primary" disabled={busy}>
          Add member
        </Button>
        <p role="alert" className="member-problem">
          {problem}
        </p>
      </form>
    </Panel>
  );
}
