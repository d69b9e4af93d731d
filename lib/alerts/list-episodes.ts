import "server-only";
import { type Episode, Prisma } from "@/generated/prisma/client";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { getAlertSummary } from "./alert-summary";
import { EPISODE_GROUPS, groupOf } from "./episode-group";
import type { EpisodeView } from "./episode-view";
import { knownTo } from "./known-to";
import { readLedgerRemarks } from "./ledger-remarks";
import { limitToRole } from "./limit-to-role";
import { listConditions } from "./list-conditions";
import { DEFAULT_GROUPING, DEFAULT_SORT } from "./list-order";
import { groupKey, groupOrder, NEED_RANK, rowOrder } from "./list-order-sql";
import type { EpisodeListQuery } from "./list-query";
import type { EpisodeList, ListedGroup } from "./list-view";
import { toEpisodeView } from "./to-episode-view";

/** What a human should look at first comes first: unowned critical alerts, then the oldest. Needs alert:read. */
export async function listEpisodes(ctx: RequestContext, query: EpisodeListQuery): Promise<EpisodeList> {
  authorize(ctx.actor, "alert:read");
  const client = await db();
  const { ids, groups } = await selectPage(client, ctx.actor, query);
  const page = ids.slice(0, query.limit);
  const episodes = inOrder(page, await client.episode.findMany({ where: { id: { in: page } } }));
  const remarks = await readLedgerRemarks(client, episodes);
  const last = ids.length > query.limit ? episodes.at(-1) : undefined;
  const usual = query.group === DEFAULT_GROUPING && query.sort === DEFAULT_SORT;
  return {
    episodes: episodes.map((episode) => ({ ...limitToRole(episode, ctx.actor), ...remarks.get(episode.id) })),
    groups,
    offset: query.offset,
    total: groups.reduce((sum, { count }) => sum + count, 0),
    nextCursor: last && usual ? cursorOf(last) : null,
    summary: await getAlertSummary(ctx),
    teams: await openTeams(client, ctx.actor),
    asOf: ctx.now.toISOString(),
  };
}

type Client = Awaited<ReturnType<typeof db>>;

/** The groups with their sizes, and the ids of one page (and one more), from one look at the table. */
async function selectPage(
  client: Client,
  actor: Actor,
  query: EpisodeListQuery,
): Promise<{ ids: string[]; groups: ListedGroup[] }> {
  const only = query.only === undefined ? Prisma.sql`true` : Prisma.sql`${groupKey(query.group)} = ${query.only}`;
  const [found] = await client.$queryRaw<{ ids: string[]; groups: ListedGroup[] | null }[]>`
    WITH matching AS MATERIALIZED (
      SELECT id, starts_at, alertname, severity, ${NEED_RANK} AS need, ${groupKey(query.group)} AS group_key,
             state = 'firing' AND silenced_by = '{}' AND inhibited_by = '{}' AND muted_by = '{}' AS unowned
      FROM episodes WHERE ${listConditions(actor, query)} AND ${only}),
    grouped AS (
      SELECT group_key, count(*)::int AS count, (count(*) FILTER (WHERE unowned))::int AS unowned,
             (row_number() OVER (ORDER BY ${groupOrder(query.group)}))::int AS place
      FROM matching GROUP BY group_key)
    SELECT
      (SELECT json_agg(json_build_object('key', group_key, 'count', count, 'unowned', unowned) ORDER BY place)
       FROM grouped) AS groups,
      ARRAY(
        SELECT id::text FROM matching JOIN grouped USING (group_key) WHERE ${after(query.cursor)}
        ORDER BY place, ${rowOrder(query.sort)} OFFSET ${query.offset} LIMIT ${query.limit + 1}) AS ids`;
  return { ids: found!.ids, groups: found!.groups ?? [] };
}

function cursorOf(episode: EpisodeView): string {
  const rank = EPISODE_GROUPS.findIndex((group) => group.id === groupOf(episode));
  return `${rank}_${Date.parse(episode.startsAt)}_${episode.id}`;
}

function after(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`true`;
  const [rank = "0", time = "0", id = ""] = cursor.split("_");
  return Prisma.sql`(need, starts_at, id) > (${Number(rank)}::int, ${new Date(Number(time))}::timestamptz, ${id}::uuid)`;
}

function inOrder(ids: string[], rows: Episode[]): EpisodeView[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toEpisodeView(row)] : [];
  });
}

async function openTeams(client: Client, actor: Actor): Promise<string[]> {
  const rows = await client.$queryRaw<{ team: string }[]>`
    SELECT DISTINCT team FROM episodes WHERE state <> 'resolved' AND team IS NOT NULL AND ${knownTo(actor)}
    ORDER BY team LIMIT 100`;
  return rows.map((row) => row.team);
}
