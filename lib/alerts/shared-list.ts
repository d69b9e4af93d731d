import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { permissionScope } from "@/lib/auth/permission-scope";
import { sharedRead } from "@/lib/db/shared-read";
import { type JsonWithSlot, jsonWithSlot } from "@/lib/http/json-with-slot";
import type { RequestContext } from "@/lib/telemetry/context";
import { listEpisodes } from "./list-episodes";
import type { EpisodeListQuery } from "./list-query";

/** In the place of `mine`, the one figure of a list that is each reader's own. */
const OWN = -1;

/**
 * As listEpisodes, read and written once for all who may see the same. Nothing in it but the figure `mine` may depend
 * on who asks: a list of one's own alerts is read for each. Needs alert:read.
 */
export async function sharedList(ctx: RequestContext, query: EpisodeListQuery): Promise<JsonWithSlot> {
  authorize(ctx.actor, "alert:read");
  const read = async () => {
    const list = await listEpisodes(ctx, query);
    return jsonWithSlot({ ...list, summary: { ...list.summary, mine: OWN } }, "mine", OWN);
  };
  if (query.mine === "true") return read();
  return sharedRead(`alerts ${permissionScope(ctx.actor)} ${JSON.stringify(query)}`, read);
}
