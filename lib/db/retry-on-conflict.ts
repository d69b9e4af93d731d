import "server-only";
import { Prisma } from "@/generated/prisma/client";

const MAX_TRIES = 4;
const PAUSE_MS = 20;

/** Repeats a transaction that lost to another (deadlock or serialisation failure); everything else is thrown on. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MAX_TRIES || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt * (1 + Math.random())));
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // P2034 is Prisma's own word for it; raw statements report the SQLSTATE inside.
  return error.code === "P2034" || /40P01|40001|TransactionWriteConflict/.test(JSON.stringify(error.meta ?? {}));
}
