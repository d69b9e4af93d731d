import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";
import { commit } from "./after-commit";
import { asUnavailable } from "./as-unavailable";
import { BulkClient } from "./bulk";
import { type Transaction, transaction } from "./client";

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalSigner?: PrismaClient };

/**
 * Runs `work` in one transaction of the account that signs: the only one that may write checkpoints, where the rights
 * are parted (`npm run db:roles`). Elsewhere it is the portal's own.
 */
export async function signerTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const url = env().AUDIT_SIGNER_DATABASE_URL;
  if (!url) return transaction(work);
  holder.portalSigner ??= connect(url);
  try {
    return await commit(holder.portalSigner, work);
  } catch (error) {
    throw asUnavailable(error);
  }
}

function connect(url: string): PrismaClient {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000, Client: BulkClient });
  pool.on("error", () => {}); // an idle connection that the server closed: the next query opens another
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
