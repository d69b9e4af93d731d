import pg from "pg";
import type { SealedEntry } from "@/lib/audit/seal-entry";
import { binaryArray } from "@/lib/db/binary-array";

const INSERT = `INSERT INTO beside
    (seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash)
  SELECT $1::bigint + place - 1, $2::timestamptz, action, outcome, actor_kind, actor_id, actor_name, subject,
         request_id, body, prev_hash, hash
  FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bytea[],
              $11::bytea[], $12::bytea[]) WITH ORDINALITY
    AS t(action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash, place)`;

interface Waiting {
  row: SealedEntry;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The other side of row 9: finished rows into a table like the ledger's, as many in a statement as wait when the one
 * before has returned. No order, no lock, nothing to compute.
 */
export async function unchainedTable(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE TABLE beside (LIKE audit_entries INCLUDING ALL)");
  let stored = 0;
  let queue: Waiting[] = [];
  let writing = false;

  async function writeAll() {
    writing = true;
    while (queue.length > 0) {
      const group = queue;
      queue = [];
      try {
        await client.query(INSERT, valuesOf(group.map(({ row }) => row)));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    writing = false;
  }

  function valuesOf(rows: SealedEntry[]): unknown[] {
    const texts = (of: (row: SealedEntry) => string | null) => Buffer.from(binaryArray("text", rows.map(of)));
    const bytes = (of: (row: SealedEntry) => Uint8Array) => Buffer.from(binaryArray("bytea", rows.map(of)));
    const first = stored;
    stored += rows.length;
    return [
      first,
      rows[0]!.recordedAt,
      texts((row) => row.action),
      texts((row) => row.outcome),
      texts((row) => row.actorKind),
      texts((row) => row.actorId),
      texts((row) => row.actorName),
      texts((row) => row.subject),
      texts((row) => row.requestId),
      bytes((row) => row.body),
      bytes((row) => row.prevHash),
      bytes((row) => row.hash),
    ];
  }

  return {
    insert: (row: SealedEntry) =>
      new Promise<void>((resolve, reject) => {
        queue.push({ row, resolve, reject });
        if (!writing) void writeAll();
      }),
    /** What the slice before left to be written to disk is not the next one's. */
    checkpoint: () => client.query("CHECKPOINT"),
    close: () => client.end(),
  };
}
