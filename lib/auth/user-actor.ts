import type { UserActor } from "./actor";
import { ROLE_PERMISSIONS, ROLES, type Role } from "./permissions";

interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
}

/** One set for all who have the role: thousands of open connections hold on to theirs. */
const PERMISSIONS_OF = new Map(ROLES.map((role) => [role, new Set(ROLE_PERMISSIONS[role])]));

/** The role by its stored name; null for one this build does not know, which then may do nothing. */
export function roleOf(stored: string): Role | null {
  return ROLES.find((known) => known === stored) ?? null;
}

/** A person with all the permissions of the stored role, or null when that role is unknown. */
export function userActorOf(user: UserRow): UserActor | null {
  const role = roleOf(user.role);
  if (!role) return null;
  return {
    kind: "user",
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    permissions: PERMISSIONS_OF.get(role)!,
  };
}
