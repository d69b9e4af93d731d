import "server-only";
import { db } from "@/lib/db/client";

const KEPT_DAYS = 30;

/** Deletes messages that ended long ago: the ledger has what became of them. */
export async function forgetMessages(): Promise<void> {
  await (await db()).$executeRaw`
    DELETE FROM outbox_messages WHERE finished_at < clock_timestamp() - make_interval(days => ${KEPT_DAYS}::int)`;
}
