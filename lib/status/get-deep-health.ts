import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { datasources } from "@/lib/datasources/registry";
import { env } from "@/lib/env";
import { RateLimit } from "@/lib/query/rate-limit";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import manifest from "@/package.json";
import { checkPortal } from "./check-portal";
import { type HealthLeg, judgeHealth } from "./health-leg";
import { healthOfLegs } from "./health-of-legs";
import { readLegs } from "./read-legs";

const log = loggerFor("health");

export interface DeepHealth {
  status: "ok" | "degraded" | "dead";
  checkedAt: string;
  version: string;
  legs: HealthLeg[];
}

/** However often it is asked, it is looked at this seldom. */
const KEPT_MS = 5_000;
const PER_MINUTE = 60;

const limit = new RateLimit(PER_MINUTE);
let known: { at: number; health: Promise<DeepHealth> } | undefined;

/**
 * Every part that an alert's way to a person stands on, for a watcher outside. Needs metrics:read. Throws 429 above
 * sixty questions a minute. While the database is away it still answers, and says so.
 */
export function getDeepHealth(ctx: RequestContext, keptMs = KEPT_MS): Promise<DeepHealth> {
  authorize(ctx.actor, "metrics:read");
  limit.take(ctx.ip ?? "", 1, ctx.now.getTime());
  const now = performance.now();
  if (!known || now - known.at >= keptMs) known = { at: now, health: look() };
  return known.health;
}

async function look(): Promise<DeepHealth> {
  const portal = await checkPortal();
  const looked = new Set(portal.map(({ id }) => id));
  const others = await readOthers();
  const legs = [...portal, ...others.filter(({ id }) => !looked.has(id))];
  return { status: judgeHealth(legs), checkedAt: new Date().toISOString(), version: manifest.version, legs };
}

/** Without the database nothing is known of the others; that it is away is said by the portal's own legs. */
async function readOthers(): Promise<HealthLeg[]> {
  const expected = { webhook: env().INGEST_TOKENS.length > 0, poll: datasources().alertmanagers.length > 0 };
  try {
    const { legs, now } = await readLegs({ waitForSources: false });
    return healthOfLegs(legs, expected, now);
  } catch (error) {
    log.warn({ err: error }, "the legs could not be read");
    return [];
  }
}
