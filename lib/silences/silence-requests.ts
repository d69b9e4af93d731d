import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import type { OpenRequest } from "./silence-view";

const MAX_OPEN = 50;

/** What the portal did with these silences, oldest first, by the id that Alertmanager gave. */
export async function settledRequests(silenceIds: readonly string[]): Promise<Map<string, SilenceRequest[]>> {
  if (silenceIds.length === 0) return new Map();
  const rows = await (await db()).silenceRequest.findMany({
    where: { silenceId: { in: [...silenceIds] }, state: "done" },
    orderBy: { requestedAt: "asc" },
  });
  const bySilence = new Map<string, SilenceRequest[]>();
  for (const row of rows) {
    const id = row.silenceId ?? "";
    bySilence.set(id, [...(bySilence.get(id) ?? []), row]);
  }
  return bySilence;
}

/** Requests whose outcome is not known, newest first. */
export async function openRequests(): Promise<OpenRequest[]> {
  const client = await db();
  const rows = await client.silenceRequest.findMany({
    where: { state: "requested" },
    orderBy: { requestedAt: "desc" },
    take: MAX_OPEN,
  });
  const now = await databaseNow(client);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as OpenRequest["kind"],
    silenceId: row.silenceId,
    matchers: row.matchers as OpenRequest["matchers"],
    endsAt: row.endsAt?.toISOString() ?? null,
    reason: row.reason,
    by: row.requestedBy,
    at: row.requestedAt.toISOString(),
    alertmanagers: row.alertmanagers,
    underWay: row.attemptEndsAt.getTime() > now,
  }));
}
