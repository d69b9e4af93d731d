import "server-only";
import type { PrismaClient } from "@/generated/prisma/client";
import type { Transaction } from "./client";

type Work = () => void;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalAfterCommit?: WeakMap<Transaction, Work[]> };
holder.portalAfterCommit ??= new WeakMap();
const waiting = holder.portalAfterCommit;

/** Has `work` done once the transaction is committed; never when it is not. Outside a transaction each statement is its own. */
export function afterCommit(tx: Transaction, work: Work): void {
  const works = waiting.get(tx);
  if (works) works.push(work);
  else work();
}

/** One transaction of a client, within the portal's limits of time; what waited for its commit is done then. */
export async function commit<T>(client: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { result, works } = await client.$transaction(
    async (tx) => {
      const gathered: Work[] = [];
      waiting.set(tx, gathered);
      return { result: await work(tx), works: gathered };
    },
    { maxWait: 5_000, timeout: 15_000 },
  );
  for (const one of works) one();
  return result;
}
