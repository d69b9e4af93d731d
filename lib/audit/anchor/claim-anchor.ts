import "server-only";
import { db } from "@/lib/db/client";
import type { AnchorName } from "./anchor";

/** Longer than any attempt takes: an anchor whose replica died in between is served again after it. */
const CLAIM_SECONDS = 120;

/** What an anchor is known to hold. */
export interface ClaimedAnchor {
  size: number;
  note: string | null;
  /** In a row, so far. */
  failures: number;
  contradicted: boolean;
}

/** Takes the anchor when it is due; one conditional statement, so that one replica serves it. Null: it is not. */
export async function claimAnchor(name: AnchorName): Promise<ClaimedAnchor | null> {
  const client = await db();
  await client.auditAnchor.createMany({ data: [{ name }], skipDuplicates: true });
  const [row] = await client.$queryRaw<(Omit<ClaimedAnchor, "size"> & { size: bigint })[]>`
    UPDATE audit_anchors SET next_attempt_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}::float8)
    WHERE name = ${name} AND next_attempt_at <= clock_timestamp()
    RETURNING size, note, failures, contradicted`;
  return row ? { ...row, size: Number(row.size) } : null;
}
