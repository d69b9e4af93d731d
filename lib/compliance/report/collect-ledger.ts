import "server-only";
import type { Transaction } from "@/lib/db/client";
import { quietHours } from "./quiet-hours";
import type { ReportRecord } from "./record";

interface Edge {
  seq: number;
  hash: string;
}

type Activity = Pick<ReportRecord, "ledger" | "signIns" | "denials" | "exports">;

/** What the ledger says about [from, to). */
export async function collectLedger(tx: Transaction, from: Date, to: Date): Promise<Activity> {
  const where = { recordedAt: { gte: from, lt: to } };
  const groups = await tx.auditEntry.groupBy({ by: ["action", "outcome"], where, _count: true });
  // Sign-ins and denials at the portal itself. What emitters report of theirs counts for the ledger only; a machine that
  // was denied one of the portal's routes counts here.
  const own = await tx.auditEntry.groupBy({
    by: ["action"],
    where: { ...where, NOT: { actorKind: "machine", NOT: { subject: { startsWith: "route:" } } } },
    _count: true,
  });
  const byAction = groups
    .map(({ action, outcome, _count }) => ({ action, outcome, count: _count }))
    .sort((a, b) => compare(a.action, b.action) || compare(a.outcome, b.outcome));
  const of = (...actions: string[]) =>
    own.filter((row) => actions.includes(row.action)).reduce((sum, row) => sum + row._count, 0);
  return {
    ledger: {
      entries: byAction.reduce((sum, row) => sum + row.count, 0),
      first: await edge(tx, from, to, "asc"),
      last: await edge(tx, from, to, "desc"),
      byAction,
      byActorKind: await byActorKind(tx, from, to),
      people: await countPeople(tx, from, to),
      ...quietHours(from.getTime(), to.getTime(), await busyHours(tx, from, to)),
    },
    signIns: { succeeded: of("LOGIN_SUCCESS"), failed: of("LOGIN_FAILURE"), lockouts: of("LOCKOUT") },
    denials: { permission: of("AUTHZ_DENIED"), crossSite: of("CROSS_SITE_REFUSED") },
    exports: await exportsOf(tx, from, to),
  };
}

async function edge(tx: Transaction, from: Date, to: Date, order: "asc" | "desc"): Promise<Edge | null> {
  const row = await tx.auditEntry.findFirst({
    where: { recordedAt: { gte: from, lt: to } },
    orderBy: { seq: order },
    select: { seq: true, hash: true },
  });
  return row && { seq: Number(row.seq), hash: Buffer.from(row.hash).toString("hex") };
}

async function byActorKind(tx: Transaction, from: Date, to: Date) {
  const groups = await tx.auditEntry.groupBy({
    by: ["actorKind"],
    where: { recordedAt: { gte: from, lt: to } },
    _count: true,
  });
  return groups
    .map(({ actorKind, _count }) => ({ name: actorKind, count: _count }))
    .sort((a, b) => compare(a.name, b.name));
}

async function countPeople(tx: Transaction, from: Date, to: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ people: bigint }[]>`
    SELECT count(DISTINCT actor_id) AS people FROM audit_entries
    WHERE actor_kind = 'user' AND recorded_at >= ${from} AND recorded_at < ${to}`;
  return Number(row?.people ?? 0);
}

async function busyHours(tx: Transaction, from: Date, to: Date): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ hour: bigint }[]>`
    SELECT DISTINCT floor(extract(epoch FROM recorded_at) / 3600)::bigint AS hour FROM audit_entries
    WHERE recorded_at >= ${from} AND recorded_at < ${to}`;
  return new Set(rows.map((row) => Number(row.hour)));
}

async function exportsOf(tx: Transaction, from: Date, to: Date): Promise<ReportRecord["exports"]> {
  const rows = await tx.$queryRaw<{ resource: string | null; count: bigint; rows: bigint | null }[]>`
    SELECT split_part(subject, ':', 1) AS resource, count(*) AS count,
      sum((convert_from(body, 'UTF8')::json -> 'detail' ->> 'rows')::bigint)::bigint AS rows
    FROM audit_entries WHERE action = 'EXPORT_DATA' AND recorded_at >= ${from} AND recorded_at < ${to} GROUP BY 1`;
  return rows
    .map((row) => ({ resource: row.resource ?? "", count: Number(row.count), rows: Number(row.rows ?? 0) }))
    .sort((a, b) => compare(a.resource, b.resource));
}

/** By code units: a database's text order differs from server to server. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
