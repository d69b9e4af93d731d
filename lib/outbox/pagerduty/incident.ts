import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import type { PagerDutySettings } from "../settings";
import { dedupKey } from "./dedup-key";

/** What an incident at PagerDuty stands for, as of now. */
export interface Incident {
  state: "firing" | "acknowledged" | "resolved";
  /** Null while it cannot be known. */
  dedupKey: string | null;
  /** Other alerts of the same incident that fire aloud and have no owner. */
  othersUnowned: number;
}

interface Row {
  state: Incident["state"];
  group_key: string | null;
  labels: Record<string, string>;
}

/** Null when the episode is gone. */
export async function readIncident(settings: PagerDutySettings, episodeId: string): Promise<Incident | null> {
  const client = await db();
  const [row] = await client.$queryRaw<Row[]>`
    SELECT state, group_key, labels FROM episodes WHERE id = ${episodeId}::uuid`;
  if (!row) return null;
  const same = sameIncident(settings, row);
  const [others] =
    same === null
      ? []
      : await client.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int AS count FROM episodes
          WHERE state = 'firing' AND id <> ${episodeId}::uuid
            AND silenced_by = '{}' AND inhibited_by = '{}' AND muted_by = '{}' AND ${same}`;
  const named = { groupKey: row.group_key, labels: row.labels };
  return { state: row.state, dedupKey: dedupKey(settings, named), othersUnowned: others?.count ?? 0 };
}

/** What the alerts of one incident have in common; null: each has its own. */
function sameIncident({ dedup, route, groupBy }: PagerDutySettings, row: Row): Prisma.Sql | null {
  if (dedup === "fingerprint") return null;
  if (route === null || groupBy.length === 0) return Prisma.sql`group_key = ${row.group_key}`;
  const equal = groupBy.map((name) => {
    const value = Object.hasOwn(row.labels, name) ? row.labels[name]! : null;
    return Prisma.sql`labels ->> ${name}::text IS NOT DISTINCT FROM ${value}::text`;
  });
  return Prisma.join(equal, " AND ");
}
