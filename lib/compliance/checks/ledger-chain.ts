import "server-only";
import { runVerification } from "@/lib/audit/run-verification";
import { db } from "@/lib/db/client";
import type { Check } from "../check";
import { dayBounds, dayOf } from "../day";
import { type Finding, unknown } from "../finding";

const EXPECTED = { chain: "unbroken from the first entry to the head", entriesToDayEnd: "more than 0" };

/**
 * D1: the whole ledger is hashed again, and the entries up to the end of the day are what it says something about. A
 * day before the first entry is unknown. Without an anchor outside, a cut tail with a repaired head stays unseen.
 */
export const ledgerChain: Check = {
  id: "D1",
  holds: "standing",
  async measure(ctx, _signal, day) {
    const verdict = await runVerification(ctx);
    // First of all: in a broken chain the times of the entries prove nothing either.
    if (!verdict.ok)
      return {
        status: "fail",
        reasonCode: "CHAIN_BROKEN",
        nextStep: `Keep a copy of the database as it is and compare with a backup: ${verdict.reason}.`,
        method: "measured",
        observed: { entries: verdict.entries, firstBadEntry: verdict.firstBadSeq, externalAnchor: "not configured" },
        expected: EXPECTED,
      };
    if (verdict.entries === 0) return unknown("LEDGER_EMPTY", "Nothing has been recorded yet.", { entriesToDayEnd: 0 });
    return judgeDay(day, BigInt(verdict.entries));
  },
};

/** What the unbroken chain of the first `size` entries says about the day. */
async function judgeDay(day: string, size: bigint): Promise<Finding> {
  const { start, end } = dayBounds(day);
  const client = await db();
  const verified = { seq: { lt: size } };
  const first = await client.auditEntry.findFirst({ where: verified, orderBy: { recordedAt: "asc" } });
  const count = (from: number) =>
    client.auditEntry.count({ where: { ...verified, recordedAt: { gte: new Date(from), lt: new Date(end) } } });
  const entriesToDayEnd = await count(0);
  const begins = first && dayOf(first.recordedAt.getTime());
  if (entriesToDayEnd === 0)
    return unknown("LEDGER_BEGAN_LATER", `The ledger begins on ${begins}: it says nothing about ${day}.`, {
      entriesToDayEnd,
      ledgerBegins: begins,
    });
  return {
    status: "pass",
    reasonCode: null,
    nextStep: null,
    method: "measured",
    observed: {
      entriesToDayEnd,
      entriesOfDay: await count(start),
      ledgerBegins: begins,
      externalAnchor: "not configured",
    },
    expected: EXPECTED,
  };
}
