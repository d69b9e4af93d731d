import "server-only";
import type { AuditCheckpoint } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";

const PAGE_ROWS = 500;

/** Every checkpoint, smallest first, a page in memory at a time. */
export async function* readCheckpoints(): AsyncGenerator<AuditCheckpoint> {
  const client = await db();
  let last = -1n;
  for (;;) {
    const rows = await client.auditCheckpoint.findMany({
      where: { size: { gt: last } },
      orderBy: { size: "asc" },
      take: PAGE_ROWS,
    });
    yield* rows;
    if (rows.length < PAGE_ROWS) return;
    last = rows[rows.length - 1]!.size;
  }
}
