import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { databaseKind } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import manifest from "@/package.json";
import { readLegs } from "./read-legs";
import type { StatusView } from "./status-view";

const STARTED_AT = new Date(Date.now() - process.uptime() * 1000).toISOString();

/**
 * Every leg the portal stands on, for the status page. Needs status:read. Without `waitForSources` what is already
 * known of the sources is told.
 */
export async function listSources(ctx: RequestContext, { waitForSources = true } = {}): Promise<StatusView> {
  authorize(ctx.actor, "status:read");
  const { legs, now } = await readLegs({ waitForSources });
  return {
    now: new Date(now).toISOString(),
    version: manifest.version,
    startedAt: STARTED_AT,
    database: (await databaseKind()) === "server" ? "PostgreSQL server" : "embedded PostgreSQL",
    legs,
  };
}
