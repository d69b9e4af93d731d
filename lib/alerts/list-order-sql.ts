import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { EPISODE_GROUPS } from "./episode-group";
import type { Grouping, Sort } from "./list-order";

/** The position of an episode's group in EPISODE_GROUPS; groupOf is the same rule for the screen. */
export const NEED_RANK = Prisma.sql`CASE
  WHEN state = 'resolved' THEN 7
  WHEN silenced_by <> '{}' THEN 4
  WHEN inhibited_by <> '{}' THEN 5
  WHEN muted_by <> '{}' THEN 6
  WHEN severity = 'critical' AND state = 'firing' THEN 0
  WHEN severity = 'critical' THEN 1
  WHEN severity = 'warning' THEN 2
  ELSE 3 END`;

const NEED_KEYS = EPISODE_GROUPS.map(({ id }) => id as string);

/** The key of a row's group; a row without a team has the empty one. */
export function groupKey(grouping: Grouping): Prisma.Sql {
  switch (grouping) {
    case "need":
      return Prisma.sql`(${NEED_KEYS}::text[])[1 + ${NEED_RANK}]`;
    case "alertname":
      return Prisma.sql`alertname`;
    case "severity":
      return Prisma.sql`severity`;
    case "team":
      return Prisma.sql`COALESCE(team, '')`;
  }
}

/** In which order groups stand: the one with the neediest row first, then the largest. Severities keep their own order. */
export function groupOrder(grouping: Grouping): Prisma.Sql {
  if (grouping === "severity")
    return Prisma.sql`COALESCE(array_position(ARRAY['critical', 'warning', 'info'], group_key), 9), group_key`;
  return Prisma.sql`min(need), count(*) DESC, group_key`;
}

/** The order of rows within a group: ends with the id, so that no two rows are equal. */
export function rowOrder(sort: Sort): Prisma.Sql {
  switch (sort) {
    case "need":
      return Prisma.sql`need, starts_at, id`;
    case "oldest":
      return Prisma.sql`starts_at, id`;
    case "newest":
      return Prisma.sql`starts_at DESC, id`;
    case "name":
      return Prisma.sql`alertname, starts_at, id`;
  }
}
