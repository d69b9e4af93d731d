import "server-only";
import { env } from "@/lib/env";

import type { RequestContext } from "@/lib/telemetry/context";
import { RateLimit } from "./rate-limit";

const holder = globalThis as unknown as { portalQueryRate?: RateLimit };

/** Counts a person's panel queries against QUERY_PER_MINUTE. Throws rate_limited. */
export function admitQueries({ actor, now }: RequestContext, panels: number): void {
  if (actor.kind !== "user") return;
  holder.portalQueryRate ??= new RateLimit(env().QUERY_PER_MINUTE);
  holder.portalQueryRate.take(actor.userId, panels, now.getTime());
}
