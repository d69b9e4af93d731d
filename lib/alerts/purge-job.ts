import "server-only";
import { purgeIdempotencyKeys } from "./purge-idempotency-keys";

export const purgeJob = { name: "purge-idempotency-keys", everySeconds: 3_600, run: purgeIdempotencyKeys };
