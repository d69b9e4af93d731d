import "server-only";
import { type Episode, Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { getAlertSummary } from "./alert-summary";
import { EPISODE_GROUPS, groupOf } from "./episode-group";
import type { EpisodeView } from "./episode-view";
import { limitToRole, seesInfrastructure } from "./limit-to-role";
import type { EpisodeListQuery } from "./list-query";
import type { EpisodeList } from "./list-view";
import { toEpisodeView } from "./to-episode-view";

const RESOLVED_HOURS = 24;

/** The position of an episode's group in EPISODE_GROUPS; groupOf is the same rule for the screen. */
const GROUP_RANK = Prisma.sql`CASE
  WHEN state = 'resolved' THEN 6
  WHEN silenced_by <> '{}' THEN 4
  WHEN inhibited_by <> '{}' THEN 5
  WHEN severity = 'critical' AND state = 'firing' THEN 0
  WHEN severity = 'critical' THEN 1
  WHEN severity = 'warning' THEN 2
  ELSE 3 END`;

/** What a human should look at first comes first: unowned critical alerts, then the oldest. Needs alert:read. */
export async function listEpisodes(ctx: RequestContext, query: EpisodeListQuery): Promise<EpisodeList> {
  authorize(ctx.actor, "alert:read");
  const client = await db();
  const where = Prisma.join(conditions(ctx, query), " AND ");
  const ids = await client.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM episodes WHERE ${where} AND ${after(query.cursor)}
    ORDER BY ${GROUP_RANK}, starts_at, id LIMIT ${query.limit + 1}`;
  const [{ total } = { total: 0 }] = await client.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM episodes WHERE ${where}`;
  const page = ids.slice(0, query.limit).map((row) => row.id);
  const episodes = inOrder(page, await client.episode.findMany({ where: { id: { in: page } } }));
  const last = ids.length > query.limit ? episodes.at(-1) : undefined;
  return {
    episodes: episodes.map((episode) => limitToRole(episode, ctx.actor)),
    total,
    nextCursor: last ? cursorOf(last) : null,
    summary: await getAlertSummary(ctx),
    teams: await openTeams(client),
    asOf: ctx.now.toISOString(),
  };
}

function conditions(ctx: RequestContext, query: EpisodeListQuery): Prisma.Sql[] {
  const me = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const found: Prisma.Sql[] = [stateCondition(query.state)];
  if (query.suppression === "silenced") found.push(Prisma.sql`silenced_by <> '{}'`);
  if (query.suppression === "inhibited") found.push(Prisma.sql`inhibited_by <> '{}'`);
  if (query.suppression === "none") found.push(Prisma.sql`silenced_by = '{}' AND inhibited_by = '{}'`);
  if (query.severity) found.push(Prisma.sql`severity = ${query.severity}`);
  if (query.team) found.push(Prisma.sql`team = ${query.team}`);
  if (query.mine === "true") found.push(Prisma.sql`acknowledged_by_id = ${me}::uuid`);
  if (query.q) {
    const needle = query.q.replaceAll("\u0000", "").toWellFormed().toLowerCase();
    // position() has no wildcards: what is typed is what is looked for.
    // Nor may a search tell what is not shown.
    const haystack = seesInfrastructure(ctx.actor)
      ? Prisma.sql`alertname || ' ' || labels::text || ' ' || annotations::text`
      : Prisma.sql`alertname`;
    found.push(Prisma.sql`position(${needle} IN lower(${haystack})) > 0`);
  }
  return found;
}

function stateCondition(state: EpisodeListQuery["state"]): Prisma.Sql {
  const recent = Prisma.sql`resolved_at > clock_timestamp() - make_interval(hours => ${RESOLVED_HOURS}::int)`;
  switch (state) {
    case "open":
      return Prisma.sql`state <> 'resolved'`;
    case "all":
      return Prisma.sql`(state <> 'resolved' OR ${recent})`;
    case "resolved":
      return recent;
    default:
      return Prisma.sql`state = ${state}`;
  }
}

function cursorOf(episode: EpisodeView): string {
  const rank = EPISODE_GROUPS.findIndex((group) => group.id === groupOf(episode));
  return `${rank}_${Date.parse(episode.startsAt)}_${episode.id}`;
}

function after(cursor: string | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`true`;
  const [rank = "0", time = "0", id = ""] = cursor.split("_");
  return Prisma.sql`(${GROUP_RANK}, starts_at, id) > (${Number(rank)}::int, ${new Date(Number(time))}::timestamptz, ${id}::uuid)`;
}

function inOrder(ids: string[], rows: Episode[]): EpisodeView[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toEpisodeView(row)] : [];
  });
}

async function openTeams(client: Awaited<ReturnType<typeof db>>): Promise<string[]> {
  const rows = await client.$queryRaw<{ team: string }[]>`
    SELECT DISTINCT team FROM episodes WHERE state <> 'resolved' AND team IS NOT NULL ORDER BY team LIMIT 100`;
  return rows.map((row) => row.team);
}
