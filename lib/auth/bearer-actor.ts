import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { Actor, MachineActor } from "./actor";
import type { Permission } from "./permissions";
import { userActorOf } from "./user-actor";

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{16,512})$/i;
const TOUCH_EVERY_MS = 60_000;

export const ACCESS_TOKEN_PREFIX = "mop_";

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The machine or the person whose token this Authorization header carries, or null when it is not a good one. */
export async function actorOfBearer(authorization: string, now: Date): Promise<Actor | null> {
  const token = BEARER.exec(authorization)?.[1];
  if (!token) return null;
  return machineOf(token) ?? (token.startsWith(ACCESS_TOKEN_PREFIX) ? personOf(token, now) : null);
}

function machineOf(token: string): MachineActor | null {
  const { INGEST_TOKENS, AUDIT_EMITTERS, METRICS_TOKEN } = env();
  // Every configured token is compared, and by hash, so that neither length nor order shows in the time taken.
  const ingests = INGEST_TOKENS.filter((known) => sameToken(known, token)).length > 0;
  const emitter = AUDIT_EMITTERS.filter((known) => sameToken(known.token, token))[0];
  const reads = METRICS_TOKEN !== undefined && sameToken(METRICS_TOKEN, token);
  // Alertmanager's and the pipelines' alike. No emitter can be called so: their names have no blanks.
  if (ingests) return machine("ingest token", ["alert:ingest", "annotation:write"]);
  if (emitter) return machine(emitter.name, ["audit-event:ingest"]);
  return reads ? machine("metrics", ["metrics:read"]) : null;
}

function machine(name: string, permissions: Permission[]): MachineActor {
  return { kind: "machine", name, permissions: new Set(permissions) };
}

function sameToken(a: string, b: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

async function personOf(token: string, now: Date): Promise<Actor | null> {
  const client = await db();
  const row = await client.accessToken.findUnique({ where: { tokenHash: hashToken(token) }, include: { user: true } });
  if (!row || row.revokedAt || row.expiresAt <= now || row.user.disabledAt) return null;
  const actor = userActorOf(row.user);
  if (!actor) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= TOUCH_EVERY_MS)
    await client.accessToken.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  // A token never does more than its person may do now.
  const permissions = new Set([...actor.permissions].filter((permission) => row.scopes.includes(permission)));
  return { ...actor, permissions, accessTokenId: row.id };
}
