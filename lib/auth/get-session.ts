import "server-only";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loadSession } from "./session-store";
import type { SessionView } from "./session-view";

/** Who asks, and until when. */
export async function getSession({ actor }: RequestContext): Promise<SessionView> {
  if (actor.kind !== "user") throw new PortalError("unauthenticated");
  const session = actor.sessionId ? await loadSession(actor.sessionId) : null;
  return {
    name: actor.name,
    email: actor.email,
    role: actor.role,
    permissions: [...actor.permissions],
    expiresAt: session?.expiresAt.toISOString() ?? null,
    idleMinutes: env().SESSION_IDLE_MINUTES,
  };
}
