import "server-only";
import type { AuditEntry, Prisma } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";

const PAGE_ROWS = 1000;

/** The entries below `end` that match, oldest first, a thousand at a time: memory stays flat however long the ledger. */
export async function* readLedger(end: bigint, where: Prisma.AuditEntryWhereInput = {}): AsyncGenerator<AuditEntry[]> {
  const client = await db();
  let last = -1n;
  for (;;) {
    const rows = await client.auditEntry.findMany({
      where: { AND: [where, { seq: { gt: last, lt: end } }] },
      orderBy: { seq: "asc" },
      take: PAGE_ROWS,
    });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
    last = rows[rows.length - 1]!.seq;
  }
}
