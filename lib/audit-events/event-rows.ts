import "server-only";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { KnownEvent, Placeable } from "./place-events";

/** Stored events that have an id of the batch, or a number of it at this emitter. */
export async function readKnownEvents(
  tx: Transaction,
  emitter: string,
  events: readonly Placeable[],
): Promise<KnownEvent[]> {
  if (events.length === 0) return [];
  const { ids, seqs } = columnsOf(events);
  const rows = await bulk(tx).query<Omit<KnownEvent, "seq"> & { seq: bigint }>`
    SELECT id::text AS id, emitter, seq, encode(digest, 'hex') AS digest FROM audit_events
    WHERE id = ANY(${ids}::uuid[]) OR (emitter = ${emitter} AND seq = ANY(${seqs}::bigint[]))`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Throws 503 when another emitter took an id in the same moment: sent again, the event is refused by name. */
export async function insertEvents(tx: Transaction, emitter: string, events: readonly Placeable[]): Promise<void> {
  if (events.length === 0) return;
  const { ids, seqs } = columnsOf(events);
  const digests = binaryArray(
    "bytea",
    events.map(({ digest }) => Buffer.from(digest, "hex")),
  );
  const inserted = await bulk(tx).execute`
    INSERT INTO audit_events (id, emitter, seq, digest)
    SELECT id, ${emitter}, seq, digest
    FROM unnest(${ids}::uuid[], ${seqs}::bigint[], ${digests}::bytea[]) AS t(id, seq, digest)
    ON CONFLICT (id) DO NOTHING`;
  if (inserted < events.length)
    throw new PortalError("unavailable", "An event came twice at once: send it again.", {}, 1);
}

function columnsOf(events: readonly Placeable[]) {
  return {
    ids: binaryArray(
      "uuid",
      events.map(({ event }) => event.id),
    ),
    seqs: binaryArray(
      "int8",
      events.map(({ event }) => event.seq),
    ),
  };
}
