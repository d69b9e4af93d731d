import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { Handover } from "./handover-view";
import { knownTo } from "./known-to";
import { limitToRole } from "./limit-to-role";
import { listEpisodes } from "./list-episodes";
import { episodeListQuerySchema } from "./list-query";
import { readRemarks } from "./read-remarks";
import { toEpisodeView } from "./to-episode-view";

/** More than this nobody reads on paper; the rest is counted. */
const MAX_LISTED = 200;
const RESOLVED_HOURS = 12;

type Client = Awaited<ReturnType<typeof db>>;

/** What the next shift must know: what is open and whose it is, with what was written about it. Needs alert:read. */
export async function getHandover(ctx: RequestContext): Promise<Handover> {
  authorize(ctx.actor, "alert:read");
  const client = await db();
  const list = await listEpisodes(ctx, episodeListQuerySchema.parse({ state: "open", limit: MAX_LISTED }));
  const remarks = await readRemarks(
    client,
    list.episodes.map(({ id }) => id),
  );
  const known = knownTo(ctx.actor);
  const { rows, count } = await resolvedOf(client, known);
  return {
    open: list.episodes.map((episode) => ({ episode, remarks: remarks.get(episode.id) ?? [] })),
    total: list.total,
    resolved: rows.map((row) => limitToRole(toEpisodeView(row), ctx.actor)),
    resolvedTotal: count,
    holders: await holdersOf(client, known),
    summary: list.summary,
    asOf: ctx.now.toISOString(),
  };
}

async function resolvedOf(client: Client, known: Prisma.Sql) {
  const found = await client.$queryRaw<{ id: string; count: number }[]>`
    SELECT id::text AS id, (count(*) OVER ())::int AS count FROM episodes
    WHERE resolved_at > clock_timestamp() - make_interval(hours => ${RESOLVED_HOURS}::int) AND ${known}
    ORDER BY resolved_at DESC, id LIMIT ${MAX_LISTED}`;
  const ids = found.map(({ id }) => id);
  const rows = await client.episode.findMany({
    where: { id: { in: ids } },
    orderBy: [{ resolvedAt: "desc" }, { id: "asc" }],
  });
  return { rows, count: found[0]?.count ?? 0 };
}

async function holdersOf(client: Client, known: Prisma.Sql): Promise<Handover["holders"]> {
  return client.$queryRaw<Handover["holders"]>`
    SELECT max(acknowledged_by) AS name, count(*)::int AS count,
           (count(*) FILTER (WHERE severity = 'critical'))::int AS critical
    FROM episodes WHERE state = 'acknowledged' AND ${known}
    GROUP BY acknowledged_by_id ORDER BY critical DESC, count DESC, name LIMIT 100`;
}
