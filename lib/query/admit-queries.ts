import "server-only";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";
import { RateLimit } from "./rate-limit";

const holder = globalThis as unknown as { portalQueryRate?: RateLimit };

/** Counts a person's panel queries against QUERY_PER_MINUTE. Returns what takes that back. Throws rate_limited. */
export function admitQueries({ actor, now }: RequestContext, panels: number): () => void {
  if (actor.kind !== "user") return () => undefined;
  holder.portalQueryRate ??= new RateLimit(env().QUERY_PER_MINUTE);
  const rate = holder.portalQueryRate;
  rate.take(actor.userId, panels, now.getTime());
  return () => rate.giveBack(actor.userId, panels);
}
