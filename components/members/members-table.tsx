"use client";

import { Panel } from "@/components/ui/panel";
import { useChange } from "@/components/ui/use-change";
import type { Member } from "@/lib/members/member";
import { MemberRow } from "./member-row";
import { NewMemberForm } from "./new-member-form";

interface MembersTableProps {
  members: Member[];
  selfId: string;
  canWrite: boolean;
  /** Local accounts are on. */
  canCreate: boolean;
}

/** Everybody with an account, with what an administrator may change. */
export function MembersTable({ members, selfId, canWrite, canCreate }: MembersTableProps) {
  const { change, problem, busy } = useChange();
  const enabled = members.filter(({ disabledAt }) => disabledAt === null).length;
  return (
    <>
      {problem && (
        <p role="alert" className="member-problem">
          {problem}
        </p>
      )}
      <Panel title="People" subtitle={`${members.length} accounts, ${enabled} enabled`} flush>
        <div className="tw">
          <table className="members">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Signs in by</th>
                <th scope="col">Last seen</th>
                <th scope="col">State</th>
                <th scope="col">{canWrite ? "Change" : ""}</th>
              </tr>
            </thead>
            <tbody aria-busy={busy}>
              {members.map((member) => (
                <MemberRow
                  key={`${member.id}:${member.role}`}
                  member={member}
                  isSelf={member.id === selfId}
                  canWrite={canWrite}
                  busy={busy}
                  change={change}
                />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {canWrite && canCreate && <NewMemberForm />}
    </>
  );
}
