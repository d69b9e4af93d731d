import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AnnotationList, AnnotationView } from "./annotation-view";
import { knownTo } from "./known-to";

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
  const known = knownTo(ctx.actor);
  const lists = [await marks(range), await firings(range, known), await acknowledgements(range, known)];
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

async function firings({ from, to }: Range, known: Prisma.Sql): Promise<AnnotationView[]> {
  const rows = await (await db()).$queryRaw<{ id: string; at: Date; endAt: Date | null; title: string }[]>`
    SELECT id::text AS id, starts_at AS at, resolved_at AS "endAt", alertname AS title FROM episodes
    WHERE starts_at <= ${to}::timestamptz AND (resolved_at IS NULL OR resolved_at >= ${from}::timestamptz)
      AND severity IN ('critical', 'warning') AND silenced_by = '{}' AND inhibited_by = '{}' AND ${known}
    ORDER BY starts_at DESC LIMIT ${MAX_PER_KIND + 1}`;
  return rows.map(({ id, at, endAt, title }) => ({
    id: `alert-${id}`,
    kind: "alert",
    at: at.toISOString(),
    endAt: endAt?.toISOString() ?? null,
    title,
  }));
}

async function acknowledgements({ from, to }: Range, known: Prisma.Sql): Promise<AnnotationView[]> {
  const rows = await (await db()).$queryRaw<{ id: string; at: Date; who: string | null; alertname: string }[]>`
    SELECT id::text AS id, acknowledged_at AS at, acknowledged_by AS who, alertname FROM episodes
    WHERE acknowledged_at BETWEEN ${from}::timestamptz AND ${to}::timestamptz AND ${known}
    ORDER BY acknowledged_at DESC LIMIT ${MAX_PER_KIND + 1}`;
  return rows.map(({ id, at, who, alertname }) => ({
    id: `acknowledgement-${id}`,
    kind: "acknowledgement",
    at: at.toISOString(),
    endAt: null,
    title: `${who ?? "Somebody"} acknowledged ${alertname}`,
  }));
}
