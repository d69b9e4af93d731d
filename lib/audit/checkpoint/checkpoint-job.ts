import "server-only";
import { db, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { readLedgerHead } from "../ledger-head";
import { signCheckpoint } from "./sign-checkpoint";

const IDLE_MS = 3_600_000;

/** Signs the ledger every minute in which it grew. An hour of silence is written down too, so that it can be proved. */
export const checkpointJob = {
  name: "checkpoint",
  everySeconds: 60,
  run: async (ctx: RequestContext): Promise<void> => {
    if (await hasBeenIdle()) await noteSilence(ctx);
    await signCheckpoint(ctx);
  },
};

async function hasBeenIdle(): Promise<boolean> {
  const client = await db();
  const newest = await client.auditCheckpoint.findFirst({ orderBy: { size: "desc" } });
  if (!newest || (await readLedgerHead())?.size !== newest.size) return false;
  return (await databaseNow(client)) - newest.signedAt.getTime() >= IDLE_MS;
}

function noteSilence(ctx: RequestContext): Promise<bigint> {
  return transaction((tx) =>
    appendAuditEntry(tx, ctx, { action: "LEDGER_IDLE", subject: { type: "ledger", id: "portal" } }),
  );
}
