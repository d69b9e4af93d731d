import "server-only";
import { env } from "@/lib/env";
import { Gate } from "@/lib/query/gate";

const MAX_WAITING = 20;

// On globalThis: pages and routes are separate bundles and must count alike.
const holder = globalThis as unknown as { portalExploreGate?: Gate };

/**
 * Half of what this replica asks a source at a time (QUERY_CONCURRENCY): while people explore slowly, boards go on. Who
 * finds too many waiting is told so as of a source's own limit.
 */
export function exploreGate(): Gate {
  holder.portalExploreGate ??= new Gate(Math.max(1, Math.floor(env().QUERY_CONCURRENCY / 2)), MAX_WAITING);
  return holder.portalExploreGate;
}
