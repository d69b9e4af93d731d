import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { leafHash } from "./seal-entry";

/** Why a stored entry cannot be the one after `previous`, or undefined. */
export function entryFault(row: AuditEntry, previous: Buffer): string | undefined {
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
