import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AnnotationList, AnnotationView } from "./annotation-view";

/** More marks than this on one axis hide the line they explain. */
const MAX_PER_KIND = 200;
const MAX_RANGE_MS = 400 * 86_400_000;

/**
 * Deployments, alert firings and acknowledgements that touch [from, to] (epoch ms), oldest first. Silenced and
 * inhibited alerts are left out: they are not what happened, only its echo. Needs annotation:read.
 */
export async function listAnnotations(
  ctx: RequestContext,
  { from, to }: { from: number; to: number },
): Promise<AnnotationList> {
  authorize(ctx.actor, "annotation:read");
  if (!(from <= to) || to - from > MAX_RANGE_MS) throw new PortalError("bad_request", "The range is not valid.");
  const range = { from: new Date(from), to: new Date(to) };
  const lists = [await marks(range), await firings(range), await acknowledgements(range)];
  const annotations = lists.flatMap((list) => list.slice(0, MAX_PER_KIND));
  annotations.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
  return { annotations, truncated: lists.some((list) => list.length > MAX_PER_KIND) };
}

interface Range {
  from: Date;
  to: Date;
}

async function marks({ from, to }: Range): Promise<AnnotationView[]> {
  const rows = await (await db()).annotation.findMany({
    where: { at: { lte: to }, OR: [{ at: { gte: from } }, { endAt: { gte: from } }] },
    orderBy: { at: "desc" },
    take: MAX_PER_KIND + 1,
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as AnnotationView["kind"],
    at: row.at.toISOString(),
    endAt: row.endAt?.toISOString() ?? null,
    title: row.title,
  }));
}

async function firings({ from, to }: Range): Promise<AnnotationView[]> {
  const rows = await (await db()).episode.findMany({
    where: {
      startsAt: { lte: to },
      OR: [{ resolvedAt: null }, { resolvedAt: { gte: from } }],
      severity: { in: ["critical", "warning"] },
      silencedBy: { isEmpty: true },
      inhibitedBy: { isEmpty: true },
    },
    select: { id: true, startsAt: true, resolvedAt: true, alertname: true },
    orderBy: { startsAt: "desc" },
    take: MAX_PER_KIND + 1,
  });
  return rows.map((row) => ({
    id: `alert-${row.id}`,
    kind: "alert",
    at: row.startsAt.toISOString(),
    endAt: row.resolvedAt?.toISOString() ?? null,
    title: row.alertname,
  }));
}

async function acknowledgements({ from, to }: Range): Promise<AnnotationView[]> {
  const rows = await (await db()).episode.findMany({
    where: { acknowledgedAt: { gte: from, lte: to } },
    select: { id: true, acknowledgedAt: true, acknowledgedBy: true, alertname: true },
    orderBy: { acknowledgedAt: "desc" },
    take: MAX_PER_KIND + 1,
  });
  return rows.map((row) => ({
    id: `acknowledgement-${row.id}`,
    kind: "acknowledgement",
    at: row.acknowledgedAt!.toISOString(),
    endAt: null,
    title: `${row.acknowledgedBy ?? "Somebody"} acknowledged ${row.alertname}`,
  }));
}
