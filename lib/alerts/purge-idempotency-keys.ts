import "server-only";
import { db } from "@/lib/db/client";

const KEPT_HOURS = 48;

/** Forgets answers that no client retries any more. */
export async function purgeIdempotencyKeys(): Promise<void> {
  await (await db()).$executeRaw`
    DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - make_interval(hours => ${KEPT_HOURS}::int)`;
}
