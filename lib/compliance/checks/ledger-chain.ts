import "server-only";
import { readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { runVerification } from "@/lib/audit/run-verification";
import type { RecordedVerification } from "@/lib/audit/verification";
import { db } from "@/lib/db/client";
import type { Check } from "../check";
import { dayBounds, dayOf } from "../day";
import { type Finding, unknown } from "../finding";

const EXPECTED = {
  chain: "unbroken from the first entry to the head",
  anchors: "every checkpoint they hold agrees",
  entriesToDayEnd: "more than 0",
};

/**
 * D1: the whole ledger is hashed again and held against every checkpoint, those read back from anchors too; the entries
 * up to the end of the day are what it says something about. A day before the first entry is unknown, and so is one
 * whose anchors cannot be read. Without an anchor a cut tail with a repaired head stays unseen.
 */
export const ledgerChain: Check = {
  id: "D1",
  holds: "standing",
  async measure(ctx, _signal, day) {
    const verdict = await runVerification(ctx);
    const states = await readAnchorStates();
    const contradicted = states.find((anchor) => anchor.contradicted);
    const observed = { entries: verdict.entries, ...anchorFacts(verdict, states.length) };
    // First of all: in a broken chain the times of the entries prove nothing either.
    if (!verdict.ok)
      return broken("CHAIN_BROKEN", verdict.reason ?? "unknown", { ...observed, firstBadEntry: verdict.firstBadSeq });
    if (contradicted)
      return broken("ANCHOR_CONTRADICTED", contradicted.error ?? contradicted.label, {
        ...observed,
        contradictedBy: contradicted.label,
      });
    if (verdict.entries === 0) return unknown("LEDGER_EMPTY", "Nothing has been recorded yet.", { entriesToDayEnd: 0 });
    if (verdict.anchorsUnread.length > 0)
      return unknown(
        "ANCHORS_UNREAD",
        `Make these anchors readable again: ${verdict.anchorsUnread.join(", ")}.`,
        observed,
      );
    return judgeDay(day, BigInt(verdict.entries), observed);
  },
};

/** E-mail is an anchor, but cannot be read back: what was sent is compared by whoever keeps it. */
function anchorFacts(
  { anchored, anchorsRead, anchorsUnread }: RecordedVerification,
  configured: number,
): Finding["observed"] {
  if (configured === 0) return { externalAnchor: "not configured" };
  if (anchorsRead.length + anchorsUnread.length === 0) return { externalAnchor: "none that can be read back" };
  return { externalAnchor: anchorsRead, anchorsNotRead: anchorsUnread, anchoredCheckpoints: anchored };
}

function broken(reasonCode: string, reason: string, observed: Finding["observed"]): Finding {
  return {
    status: "fail",
    reasonCode,
    nextStep: `Keep a copy of the database as it is and compare with a backup: ${reason.replace(/\.$/, "")}.`,
    method: "measured",
    observed,
    expected: EXPECTED,
  };
}

/** What the unbroken chain of the first `size` entries says about the day. */
async function judgeDay(day: string, size: bigint, { entries: _, ...anchors }: Finding["observed"]): Promise<Finding> {
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
    observed: { entriesToDayEnd, entriesOfDay: await count(start), ledgerBegins: begins, ...anchors },
    expected: EXPECTED,
  };
}
