import "server-only";
import { runVerification } from "@/lib/audit/run-verification";
import type { Check } from "../check";
import { unknown } from "../finding";

const EXPECTED = { chain: "unbroken from the first entry to the head", entries: "more than 0" };

/** D1: the whole ledger is hashed again. Without an anchor outside, a cut tail with a repaired head stays unseen. */
export const ledgerChain: Check = {
  id: "D1",
  holds: "standing",
  async measure(ctx) {
    const verdict = await runVerification(ctx);
    const observed = {
      entries: verdict.entries,
      firstBadEntry: verdict.firstBadSeq,
      externalAnchor: "not configured",
    };
    if (!verdict.ok)
      return {
        status: "fail",
        reasonCode: "CHAIN_BROKEN",
        nextStep: `Keep a copy of the database as it is and compare with a backup: ${verdict.reason}.`,
        method: "measured",
        observed,
        expected: EXPECTED,
      };
    if (verdict.entries === 0) return unknown("LEDGER_EMPTY", "Nothing has been recorded yet.", observed);
    return { status: "pass", reasonCode: null, nextStep: null, method: "measured", observed, expected: EXPECTED };
  },
};
