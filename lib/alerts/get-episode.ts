import "server-only";
import type { Episode } from "@/generated/prisma/client";
import { mayKnow } from "@/lib/alertmanager/security-scope";
import { entryView } from "@/lib/audit/entry-view";
import { actorHas } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { listMessages } from "@/lib/outbox/list-messages";
import { ownRunbookPath } from "@/lib/runbooks/own-runbook-path";
import { runbookTexts } from "@/lib/runbooks/runbook-texts";
import type { RequestContext } from "@/lib/telemetry/context";
import { allowedLink } from "./allowed-link";
import { readLedgerRemarks } from "./ledger-remarks";
import { limitToRole, seesInfrastructure } from "./limit-to-role";
import { ownBoardPath } from "./own-board-path";
import type { EpisodeDetail, PreviousEpisode, TimelineEntry } from "./timeline-view";
import { toEpisodeView } from "./to-episode-view";
import { withoutFingerprints } from "./without-fingerprints";

const MAX_ENTRIES = 200;
const MAX_PREVIOUS = 20;
const PREVIOUS_DAYS = 90;

/** One episode with what the ledger says happened to it. Throws 404. Needs alert:read. */
export async function getEpisode(ctx: RequestContext, episodeId: string): Promise<EpisodeDetail> {
  authorize(ctx.actor, "alert:read");
  const client = await db();
  const row = await client.episode.findUnique({ where: { id: episodeId } });
  const whole = row && toEpisodeView(row);
  if (!whole || !mayKnow(ctx.actor, whole)) throw new PortalError("not_found", "There is no such alert.");
  const remarks = await readLedgerRemarks(client, [whole]);
  const episode = { ...limitToRole(whole, ctx.actor), ...remarks.get(episodeId) };
  return {
    episode,
    runbookUrl: await runbookLink(episode.annotations),
    boardPath: ownBoardPath(episode, env().PORTAL_URL, (permission) => actorHas(ctx.actor, permission)),
    timeline: withoutHashes(await timelineOf(episodeId), seesInfrastructure(ctx.actor)),
    told: await listMessages(episodeId),
    previous: await previousOf(row, ctx.now),
    asOf: ctx.now.toISOString(),
  };
}

/** A page of the portal's own, else an allowed address elsewhere. */
async function runbookLink(annotations: Readonly<Record<string, string>>): Promise<string | null> {
  const text = Object.hasOwn(annotations, "runbook_url") ? annotations.runbook_url : undefined;
  const { PORTAL_URL, RUNBOOK_HOSTS } = env();
  return ownRunbookPath(text, PORTAL_URL, await runbookTexts()) ?? allowedLink(text, RUNBOOK_HOSTS);
}

async function timelineOf(episodeId: string): Promise<TimelineEntry[]> {
  const rows = await (await db()).auditEntry.findMany({
    where: { subject: `episode:${episodeId}` },
    orderBy: { seq: "desc" },
    take: MAX_ENTRIES,
  });
  return rows.map(entryView).map((entry) => ({
    seq: entry.seq,
    at: entry.recordedAt,
    action: entry.action,
    outcome: entry.outcome,
    actor: entry.actorName,
    detail: entry.detail,
  }));
}

/** The identity and fingerprints are hashes of labels: short ones could be guessed from them. */
function withoutHashes(timeline: TimelineEntry[], full: boolean): TimelineEntry[] {
  if (full) return timeline;
  return timeline.map(({ detail: { identity: _identity, fingerprint: _fingerprint, ...detail }, ...entry }) => ({
    ...entry,
    detail: Array.isArray(detail.inhibitedBy)
      ? { ...detail, inhibitedBy: withoutFingerprints(detail.inhibitedBy) }
      : detail,
  }));
}

async function previousOf(row: Episode, now: Date): Promise<PreviousEpisode[]> {
  const since = new Date(now.getTime() - PREVIOUS_DAYS * 86_400_000);
  const rows = await (await db()).episode.findMany({
    where: { identity: row.identity, id: { not: row.id }, openedAt: { gte: since } },
    orderBy: { openedAt: "desc" },
    take: MAX_PREVIOUS,
  });
  return rows.map((other) => {
    const { id, state, startsAt, resolvedAt, acknowledgedAt, acknowledgedBy, inferred } = toEpisodeView(other);
    return { id, state, startsAt, resolvedAt, acknowledgedAt, acknowledgedBy, inferred };
  });
}
