import { expect } from "vitest";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { db } from "@/lib/db/client";
import { auditTrail } from "./audit-trail";
import type { LoadClient, Operation } from "./episode-load";

/** Nothing that was answered is lost, nothing is there twice, the alerts stand as last told, and the chain holds. */
export async function checkLoad(clients: readonly LoadClient[], operations: readonly Operation[]): Promise<void> {
  expect(new Set(operations.map(({ status }) => status))).toEqual(new Set([200]));
  const recorded = new Map<unknown, number>();
  for (const { outcome, detail } of await auditTrail()) {
    const words = outcome === "success" ? (detail.note ?? detail.reason) : null;
    if (words) recorded.set(words, (recorded.get(words) ?? 0) + 1);
  }
  const times = operations.map(({ id, changed }) => [id, recorded.get(id) ?? 0, changed]);
  expect(times).toEqual(operations.map(({ id, changed }) => [id, changed ? 1 : 0, changed]));
  expect([...recorded.values()].filter((count) => count > 1)).toEqual([]);
  for (const { episodeId, plan } of clients) {
    if (plan === "shared") continue;
    const done = operations.filter((operation) => operation.episodeId === episodeId);
    expect(done.every(({ changed }) => changed)).toBe(true);
    const last = done.at(-1)!;
    const { state, note } = await (await db()).episode.findUniqueOrThrow({ where: { id: episodeId } });
    const expected = last.verb === "acknowledge" ? ["acknowledged", last.id] : ["firing", null];
    expect([state, note]).toEqual(expected);
  }
  expect(await verifyLedger()).toMatchObject({ ok: true });
}
