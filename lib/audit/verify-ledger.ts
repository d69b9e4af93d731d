import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { EMPTY_LEDGER_HASH, readLedgerHead } from "./ledger-head";
import { readLedger } from "./read-ledger";
import { leafHash } from "./seal-entry";
import type { Verification } from "./verification";

/**
 * Hashes every stored entry again and follows the chain from the first to the head. It finds a changed, removed,
 * added or moved entry and a truncated tail. It cannot find a tail that was removed together with a repaired head,
 * nor a chain that was rewritten from some entry on: only a copy of the head kept elsewhere shows those.
 */
export async function verifyLedger(): Promise<Verification> {
  const head = await readLedgerHead();
  if (!head) return bad(0, "the ledger has no head row");
  let previous: Buffer = EMPTY_LEDGER_HASH;
  let next = 0n;
  for await (const rows of readLedger(head.size)) {
    for (const row of rows) {
      const reason = row.seq === next ? faultOf(row, previous) : `entry ${next} is missing`;
      if (reason) return bad(Number(next), reason);
      previous = Buffer.from(row.hash);
      next++;
    }
  }
  if (next !== head.size) return bad(Number(next), `the head counts ${head.size} entries, ${next} are stored`);
  if (head.lastSeq !== null && head.lastSeq >= head.size)
    return bad(Number(head.size), `there are entries beyond the head's ${head.size}`);
  if (!previous.equals(head.hash)) return bad(Math.max(Number(next) - 1, 0), "the head does not name the last entry");
  return { ok: true, entries: Number(next), firstBadSeq: null, reason: null };
}

function bad(seq: number, reason: string): Verification {
  return { ok: false, entries: seq, firstBadSeq: seq, reason };
}

/** Why this entry cannot be the one after `previous`, or undefined. */
function faultOf(row: AuditEntry, previous: Buffer): string | undefined {
  if (!leafHash(row.body).equals(row.hash)) return "the bytes do not give the stored hash";
  if (!previous.equals(row.prevHash)) return "it does not name the hash of the entry before it";
  const column = contradiction(row);
  return column && `the column ${column} does not say what the bytes say`;
}

/** The name of a column that is not the projection of the hashed bytes. */
function contradiction(row: AuditEntry): string | undefined {
  const body = parse(row.body);
  const expected: Record<string, unknown> = {
    seq: Number(row.seq),
    recordedAt: row.recordedAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    subject: row.subject,
    requestId: row.requestId,
    prev: Buffer.from(row.prevHash).toString("hex"),
  };
  for (const [name, value] of Object.entries(expected)) if ((body[name] ?? null) !== value) return name;
  const actor = record(body.actor);
  if (actor.kind !== row.actorKind) return "actor_kind";
  if ((actor.id ?? null) !== row.actorId) return "actor_id";
  if ((actor.name ?? null) !== row.actorName) return "actor_name";
  return undefined;
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    return record(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch {
    return {};
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
