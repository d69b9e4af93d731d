import type { Permission, Role } from "./permissions";

/** A signed-in person, by session cookie or by personal access token. */
export interface UserActor {
  kind: "user";
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** The role's permissions, narrowed to the token's scopes when a token was used. */
  permissions: ReadonlySet<Permission>;
  sessionId?: string;
  accessTokenId?: string;
}

/** A machine known by a configured bearer token (Alertmanager's webhook, a Prometheus scraping us). */
export interface MachineActor {
  kind: "machine";
  name: string;
  permissions: ReadonlySet<Permission>;
}

/** The portal itself: jobs, start-up. */
export interface SystemActor {
  kind: "system";
  name: string;
  permissions: ReadonlySet<Permission>;
}

/** Nobody: only for what happens before sign-in. */
export interface AnonymousActor {
  kind: "anonymous";
  permissions: ReadonlySet<Permission>;
}

export type Actor = UserActor | MachineActor | SystemActor | AnonymousActor;

export const ANONYMOUS: AnonymousActor = { kind: "anonymous", permissions: new Set() };

export function systemActor(name: string): SystemActor {
  return { kind: "system", name, permissions: new Set() };
}

export function actorHas(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}
