import "server-only";
import type { AuditEmitter } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { emitterNotes } from "./emitter-notes";

export interface EmitterView {
  name: string;
  /** Whether a token names it now. */
  configured: boolean;
  /** Whether it ever sent a heartbeat: then it may not be silent for long. */
  beats: boolean;
  notes: string[];
}

/** Every emitter that has a token, heard or not, and those that had one. */
export async function readEmitters(): Promise<EmitterView[]> {
  const rows = await (await db()).auditEmitter.findMany();
  const configured = new Set(env().AUDIT_EMITTERS.map(({ name }) => name));
  const names = new Set([...configured, ...rows.map(({ name }) => name)]);
  return [...names].sort().map((name) => {
    const row = rows.find((one) => one.name === name);
    return {
      name,
      configured: configured.has(name),
      beats: row?.lastHeartbeatAt != null,
      notes: row ? notesOf(row) : [],
    };
  });
}

function notesOf({ lastSeq, received, refused, lastGapAt, lastRefusedAt, lastRefusal }: AuditEmitter): string[] {
  return emitterNotes({
    lastSeq: Number(lastSeq),
    received: Number(received),
    refused: Number(refused),
    lastGapAt: lastGapAt?.getTime() ?? null,
    lastRefusedAt: lastRefusedAt?.getTime() ?? null,
    lastRefusal,
  });
}
