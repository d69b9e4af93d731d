import "server-only";
import { entryView } from "@/lib/audit/entry-view";
import type { db } from "@/lib/db/client";
import type { Remark } from "./handover-view";

const SAID_IN = ["ALERT_ACKNOWLEDGED", "ALERT_TAKEN_OVER", "ALERT_UNACKNOWLEDGED", "ALERT_NOTED"];
/** Not every one of these comes with words. */
const LOOKED_AT = 15;
const PER_EPISODE = 5;

/** What people wrote about these episodes, from the ledger: the newest few of each, newest first. By episode id. */
export async function readRemarks(
  client: Awaited<ReturnType<typeof db>>,
  ids: readonly string[],
): Promise<Map<string, Remark[]>> {
  const subjects = ids.map((id) => `episode:${id}`);
  const found = await client.$queryRaw<{ seq: bigint }[]>`
    SELECT said.seq FROM unnest(${subjects}::text[]) AS wanted(subject)
    CROSS JOIN LATERAL (
      SELECT seq FROM audit_entries
      WHERE subject = wanted.subject AND action = ANY(${SAID_IN}::text[]) AND outcome = 'success'
      ORDER BY seq DESC LIMIT ${LOOKED_AT}) AS said`;
  const rows = await client.auditEntry.findMany({
    where: { seq: { in: found.map(({ seq }) => seq) } },
    orderBy: { seq: "desc" },
  });
  const remarks = new Map<string, Remark[]>(ids.map((id) => [id, []]));
  for (const { subject, actorName, recordedAt, detail } of rows.map(entryView)) {
    const said = detail.note ?? detail.reason;
    const known = remarks.get(subject?.split(":")[1] ?? "");
    if (!known || known.length >= PER_EPISODE || typeof said !== "string" || said === "") continue;
    known.push({ by: actorName ?? "Somebody", at: recordedAt, text: said });
  }
  return remarks;
}
