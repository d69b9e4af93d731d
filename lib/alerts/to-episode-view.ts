import "server-only";
import type { Episode } from "@/generated/prisma/client";
import type { EpisodeView } from "./episode-view";

/** The database's row as the API shows it. */
export function toEpisodeView(row: Episode): EpisodeView {
  const { identity: _identity, generatorUrl: _url, missingSince: _missing, groupKey: _group, ...rest } = row;
  const { lapsesAt: _lapses, firstAckedAt: _firstAt, firstAckedById: _firstBy, ...shown } = rest;
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    ...shown,
    state: row.state as EpisodeView["state"],
    labels: row.labels as Record<string, string>,
    annotations: row.annotations as Record<string, string>,
    startsAt: row.startsAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    endsAt: iso(row.endsAt),
    resolvedAt: iso(row.resolvedAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    ackExpiresAt: iso(row.ackExpiresAt),
    sourceState: row.sourceState as EpisodeView["sourceState"],
  };
}
