import "server-only";
import { db } from "@/lib/db/client";
import type { TreeSource } from "../tree/range-hash";

/** The tree as it is stored: what a proof is made from is not checked here, but by whoever checks the proof. */
export const storedTree: TreeSource = {
  async leaves(from, to) {
    const rows = await (await db()).auditEntry.findMany({
      where: { seq: { gte: BigInt(from), lt: BigInt(to) } },
      orderBy: { seq: "asc" },
      select: { hash: true },
    });
    return rows.map(({ hash }) => Buffer.from(hash));
  },
  async nodes(level, from, to) {
    const rows = await (await db()).auditNode.findMany({
      where: { level, index: { gte: BigInt(from), lt: BigInt(to) } },
      orderBy: { index: "asc" },
    });
    return rows.map(({ hash }) => Buffer.from(hash));
  },
};
