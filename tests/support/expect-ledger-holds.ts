import { expect } from "vitest";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { databaseSource } from "../../scripts/audit-verify/database-source.mjs";
import { verifyLedger as verifyOffline } from "../../scripts/audit-verify/verify.mjs";
import type { ScratchDatabase } from "./scratch-database";

/** Dense from the first entry to the head, the chain right, every checkpoint agreed: said by both verifiers. */
export async function expectLedgerHolds({ url }: ScratchDatabase): Promise<{ entries: number; checkpoints: number }> {
  const verdict = await verifyLedger();
  expect(verdict).toMatchObject({ ok: true, reason: null });
  const source = await databaseSource(url);
  const offline = await verifyOffline(source).finally(() => source.close());
  expect(offline).toMatchObject({ entries: verdict.entries, checkpoints: verdict.checkpoints });
  return verdict;
}
