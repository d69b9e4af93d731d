import "server-only";
import { lateAfter } from "@/lib/audit/anchor/judge-anchor";
import { type AnchorState, readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import type { Check } from "../check";
import { type Finding, unknown } from "../finding";

/** No entry may be older than this and not yet be kept outside. */
const COVERED_WITHIN_SECONDS = 3_600;

const EXPECTED = {
  anchor: "independent, and seen within two periods",
  oldestNotAnchored: `not older than ${COVERED_WITHIN_SECONDS / 60} min`,
};

/** D2: the age of what is kept outside, and how old the oldest entry is that is not. Never a pass without an anchor. */
export const externalAnchors: Check = {
  id: "D2",
  holds: "moment",
  async measure() {
    const states = await readAnchorStates();
    const client = await db();
    const now = await databaseNow(client);
    if (states.length === 0)
      return unknown(
        "NOT_CONFIGURED",
        "Configure an anchor: AUDIT_ANCHOR_DIR, AUDIT_ANCHOR_S3_BUCKET or AUDIT_ANCHOR_MAIL_TO.",
        { externalAnchor: "not configured" },
      );
    const observed = Object.fromEntries(states.map((state) => [state.label, words(state, now)]));
    const independent = states.filter((state) => state.independent);
    const contradicted = states.find((state) => state.contradicted);
    if (contradicted)
      return failed("ANCHOR_CONTRADICTED", "Keep the database as it is, and compare it with a backup.", observed);
    if (independent.length === 0)
      return unknown("NOT_INDEPENDENT", "Add an anchor that this system's administrators cannot change.", observed);
    if (independent.every(({ anchoredAt }) => anchoredAt === null))
      return unknown("NEVER_ANCHORED", "See the status page for why nothing is anchored yet.", observed);
    const current = independent.filter((state) => isCurrent(state, now));
    if (current.length === 0)
      return failed("ANCHOR_TOO_OLD", "See the status page for why no anchor takes checkpoints.", observed);
    const covered = current.reduce((most, { size }) => Math.max(most, size), 0);
    const oldest = await client.auditEntry.findUnique({
      where: { seq: BigInt(covered) },
      select: { recordedAt: true },
    });
    const seconds = oldest ? Math.max(0, Math.round((now - oldest.recordedAt.getTime()) / 1000)) : 0;
    const facts = { ...observed, coveredEntries: covered, secondsNotCovered: seconds };
    if (seconds > COVERED_WITHIN_SECONDS)
      return failed("NOT_COVERED", "Anchor more often, or see the status page for what holds it up.", facts);
    return {
      status: "pass",
      reasonCode: null,
      nextStep: null,
      method: "measured",
      observed: facts,
      expected: EXPECTED,
    };
  },
};

function isCurrent({ seenAt, everySeconds }: AnchorState, now: number): boolean {
  return seenAt !== null && now - seenAt <= lateAfter(everySeconds) * 1000;
}

function failed(reasonCode: string, nextStep: string, observed: Finding["observed"]): Finding {
  return { status: "fail", reasonCode, nextStep, method: "measured", observed, expected: EXPECTED };
}

function words({ size, anchoredAt, seenAt, error, independent }: AnchorState, now: number): string {
  const age = (at: number) => `${Math.round((now - at) / 1000)} s ago`;
  return [
    anchoredAt === null ? "nothing anchored" : `${size} entries, anchored ${age(anchoredAt)}`,
    seenAt === null ? "never seen" : `seen ${age(seenAt)}`,
    independent ? "" : "not independent",
    error ?? "",
  ]
    .filter(Boolean)
    .join("; ");
}
