import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { db } from "@/lib/db/client";
import type { EpisodeView } from "./episode-view";

type Remarks = Pick<EpisodeView, "lapse" | "latestNote">;

interface Row {
  episode: string;
  action: string;
  by: string | null;
  at: Date;
  seq: bigint;
  body: Uint8Array;
}

const CLAIMS = ["ALERT_ACKNOWLEDGED", "ALERT_TAKEN_OVER"];
const KIND = Prisma.sql`CASE
  WHEN action = ANY(${CLAIMS}::text[]) THEN 'claim'
  WHEN action = 'ACKNOWLEDGEMENT_EXPIRED' THEN 'expiry'
  WHEN action = 'ALERT_NOTED' THEN 'note' END`;

/** What only the ledger knows of open episodes: whose acknowledgement ran out, and the last note. By episode id. */
export async function readLedgerRemarks(
  client: Awaited<ReturnType<typeof db>>,
  episodes: readonly EpisodeView[],
): Promise<Map<string, Remarks>> {
  const open = episodes.filter(({ state }) => state !== "resolved").map(({ id }) => id);
  if (open.length === 0) return new Map();
  const rows = await client.$queryRaw<Row[]>`
    SELECT wanted.id AS episode, e.action, e.actor_name AS by, e.recorded_at AS at, e.seq, e.body
    FROM unnest(${open}::text[]) AS wanted(id)
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (kind) action, actor_name, recorded_at, seq, body, ${KIND} AS kind FROM audit_entries
      WHERE subject = 'episode:' || wanted.id AND outcome = 'success' AND ${KIND} IS NOT NULL
      ORDER BY kind, seq DESC) AS e`;
  const byEpisode = new Map<string, Row[]>();
  for (const row of rows) byEpisode.set(row.episode, [...(byEpisode.get(row.episode) ?? []), row]);
  return new Map([...byEpisode].map(([id, entries]) => [id, remarksOf(entries)]));
}

function remarksOf(entries: readonly Row[]): Remarks {
  const claim = entries.find(({ action }) => CLAIMS.includes(action));
  const expiry = entries.find(({ action }) => action === "ACKNOWLEDGEMENT_EXPIRED");
  const note = entries.find(({ action }) => action === "ALERT_NOTED");
  const remarks: Remarks = {};
  if (claim && expiry && expiry.seq > claim.seq)
    remarks.lapse = { by: claim.by ?? "somebody", at: expiry.at.toISOString() };
  const text = note && noteOf(note.body);
  if (note && text && note.seq > (claim?.seq ?? 0n))
    remarks.latestNote = { by: note.by ?? "somebody", at: note.at.toISOString(), text };
  return remarks;
}

function noteOf(body: Uint8Array): string | null {
  const { detail } = JSON.parse(Buffer.from(body).toString("utf8")) as { detail?: { note?: unknown } };
  return typeof detail?.note === "string" ? detail.note : null;
}
