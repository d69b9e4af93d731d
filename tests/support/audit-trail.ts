import { db } from "@/lib/db/client";

export interface TrailEntry {
  action: string;
  outcome: string;
  actor: { kind: string; id?: string };
  subject: string | null;
  ip?: string;
  userAgent?: string;
  detail: Record<string, unknown>;
}

/** The ledger's entries from `since` on, as they were hashed. */
export async function auditTrail(since = 0n): Promise<TrailEntry[]> {
  const rows = await (await db()).auditEntry.findMany({ where: { seq: { gte: since } }, orderBy: { seq: "asc" } });
  return rows.map(({ body }) => JSON.parse(Buffer.from(body).toString("utf8")) as TrailEntry);
}

export async function ledgerSize(): Promise<bigint> {
  return (await (await db()).auditHead.findUniqueOrThrow({ where: { id: 1 } })).size;
}
