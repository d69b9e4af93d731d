"use client";

import { useState } from "react";
import * as z from "zod/mini";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ROLE_NAMES, ROLES, type Role } from "@/lib/auth/permissions";
import { apiSend } from "@/lib/http/api-client";
import type { Member, MemberChange } from "@/lib/members/member";
import { Instant } from "./instant";

interface MemberRowProps {
  member: Member;
  isSelf: boolean;
  canWrite: boolean;
  busy: boolean;
  change: (send: () => Promise<unknown>) => Promise<boolean>;
}

const WAYS: Record<Member["method"], string> = { password: "Password", oidc: "Single sign-on" };

export function MemberRow({ member, isSelf, canWrite, busy, change }: MemberRowProps) {
  const path = `/api/members/${member.id}`;
  const patch = (body: MemberChange) => change(() => apiSend("PATCH", path, body, z.null()));
  const disabled = member.disabledAt !== null;
  return (
    <tr>
      <td data-label="Name">
        <b>{member.name}</b>
        {isSelf && <span className="muted"> (you)</span>}
        <br />
        <span className="muted">{member.email}</span>
      </td>
      <td data-label="Role">
        {canWrite && member.method === "password" ? (
          <RoleChoice member={member} busy={busy} save={(role) => patch({ role })} />
        ) : (
          roleName(member.role)
        )}
      </td>
      <td data-label="Signs in by">{WAYS[member.method]}</td>
      <td data-label="Last seen">
        <Instant at={member.lastSeenAt} />
      </td>
      <td data-label="State">
        {disabled ? <Badge tone="fail">Disabled</Badge> : <Badge tone="plain">Enabled</Badge>}{" "}
        <span className="muted">{sessionsText(member.openSessions)}</span>
      </td>
      <td className="member-actions">
        {canWrite && (
          <>
            <Button
              size="small"
              disabled={busy}
              aria-label={`${disabled ? "Enable" : "Disable"} ${member.name}`}
              onClick={() => void patch({ disabled: !disabled })}
            >
              {disabled ? "Enable" : "Disable"}
            </Button>
            <Button
              size="small"
              tone="quiet"
              disabled={busy || member.openSessions === 0}
              aria-label={`Sign ${member.name} out everywhere`}
              onClick={() =>
                void change(() => apiSend("DELETE", `${path}/sessions`, undefined, z.object({ revoked: z.number() })))
              }
            >
              Sign out
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

interface RoleChoiceProps {
  member: Member;
  busy: boolean;
  save: (role: Role) => void;
}

/** Choosing alone changes nothing: a slip on a phone must not make an administrator. */
function RoleChoice({ member, busy, save }: RoleChoiceProps) {
  const [chosen, setChosen] = useState(member.role);
  return (
    <span className="member-role">
      <select
        className="in"
        aria-label={`Role of ${member.name}`}
        value={chosen ?? ""}
        disabled={busy}
        onChange={(event) => setChosen(ROLES.find((role) => role === event.target.value) ?? member.role)}
      >
        {member.role === null && <option value="">Unknown role</option>}
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_NAMES[role]}
          </option>
        ))}
      </select>
      {chosen && chosen !== member.role && (
        <Button size="small" tone="primary" disabled={busy} onClick={() => save(chosen)}>
          Save role
        </Button>
      )}
    </span>
  );
}

function roleName(role: Role | null): string {
  return role ? ROLE_NAMES[role] : "Unknown role";
}

function sessionsText(count: number): string {
  if (count === 0) return "not signed in";
  return count === 1 ? "1 session" : `${count} sessions`;
}
