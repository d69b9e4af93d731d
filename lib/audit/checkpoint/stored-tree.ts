import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import type { TreeSource } from "../tree/range-hash";

/** The tree as it is stored: what a proof is made from is not checked here, but by whoever checks the proof. */
export function treeIn(client: Transaction): TreeSource {
  return {
    async leaves(from, to) {
      const rows = await client.auditEntry.findMany({
        where: { seq: { gte: BigInt(from), lt: BigInt(to) } },
        orderBy: { seq: "asc" },
        select: { hash: true },
      });
      return rows.map(({ hash }) => Buffer.from(hash));
    },
    async nodes(level, from, to) {
      const rows = await client.auditNode.findMany({
        where: { level, index: { gte: BigInt(from), lt: BigInt(to) } },
        orderBy: { index: "asc" },
      });
      return rows.map(({ hash }) => Buffer.from(hash));
    },
  };
}

/** The same, outside of any transaction. */
export const storedTree: TreeSource = {
  leaves: async (from, to) => treeIn(await db()).leaves(from, to),
  nodes: async (level, from, to) => treeIn(await db()).nodes(level, from, to),
};
