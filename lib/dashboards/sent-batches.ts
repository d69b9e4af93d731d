import "server-only";
import { ByteLru } from "@/lib/query/byte-lru";
import type { DashboardQuery } from "./panel-result";

const MAX_BYTES = 8 * 1024 * 1024;

const batches = new ByteLru<{ second: number; bytes: Uint8Array }>(MAX_BYTES);

export function batchKey(dashboardId: string, query: DashboardQuery): string {
  return `${dashboardId}\n${JSON.stringify(query)}`;
}

/** Keeps a whole compressed batch that was made for `now`. Every window begins on a whole second: until the next, the
 * same question has the same answer. */
export function keepSentBatch(key: string, now: Date, bytes: Uint8Array): void {
  batches.set(key, { second: secondOf(now), bytes }, bytes.byteLength + 2 * key.length);
}

export function sentBatch(key: string, now: Date): Uint8Array | undefined {
  const batch = batches.get(key);
  return batch?.second === secondOf(now) ? batch.bytes : undefined;
}

function secondOf(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}
