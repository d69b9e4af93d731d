import "server-only";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { readLedgerHead } from "@/lib/audit/ledger-head";
import { env } from "@/lib/env";
import type { Check } from "../check";
import { type Finding, unknown } from "../finding";
import { countDenials, withAccessProbe } from "./access-probe";
import { probeStatus } from "./probe-status";

/** One route for each kind of evidence: none of them is open to the least role. */
export const PROBED_ROUTES = [
  "/api/audit/entries",
  "/api/audit/export?format=csv",
  "/api/compliance/months/2026-01",
  "/api/reports",
] as const;

const RECORD_WAIT_MS = 10_000;
const NEXT_STEP = "Treat it as an incident: somebody without the permission may have read this.";

/** D12: real requests to the portal's own address, without a session and with a token of the least role. */
export const accessRefusals: Check = {
  id: "D12",
  holds: "moment",
  measure: (ctx, signal) =>
    withAccessProbe(ctx, async (probe) => {
      const before = (await readLedgerHead())?.size ?? 0n;
      const answers = await probeRoutes(env().PORTAL_URL, probe.token, signal);
      const refused = answers.filter((answer) => answer.token && answer.status === 403).length;
      return judge(answers, refused, await waitForDenials(probe.userId, before, refused));
    }),
};

export interface ProbeAnswer {
  route: string;
  /** Whether the token of the least role was sent. */
  token: boolean;
  /** null: no answer. */
  status: number | null;
}

async function probeRoutes(portal: string, token: string, signal: AbortSignal): Promise<ProbeAnswer[]> {
  const { TLS_CA_FILE } = env();
  const ca = TLS_CA_FILE ? await readFile(/* turbopackIgnore: true */ TLS_CA_FILE) : undefined;
  const probes = PROBED_ROUTES.flatMap((route) => [false, true].map((withToken) => ({ route, token: withToken })));
  return Promise.all(
    probes.map(async (probe) => {
      const headers: Record<string, string> = probe.token ? { authorization: `Bearer ${token}` } : {};
      return { ...probe, status: await probeStatus(new URL(probe.route, portal), { headers, ca, signal }) };
    }),
  );
}

async function waitForDenials(userId: string, from: bigint, wanted: number): Promise<number> {
  const deadline = Date.now() + RECORD_WAIT_MS;
  for (;;) {
    const recorded = await countDenials(userId, from);
    if (recorded >= wanted || Date.now() > deadline) return recorded;
    await sleep(250);
  }
}

/** Anything but a plain refusal is a failure when data may have left, and unknown when nothing can be said. */
export function judge(answers: readonly ProbeAnswer[], refused: number, recorded: number): Finding {
  const observed = {
    withoutSession: answers.filter((answer) => !answer.token).map(describe),
    leastRole: answers.filter((answer) => answer.token).map(describe),
    refusalsRecorded: recorded,
  };
  const expected = { withoutSession: "401", leastRole: "403", refusalsRecorded: refused };
  const result = { method: "measured", observed, expected } as const;
  if (answers.some((answer) => answer.status !== null && answer.status < 400))
    return { ...result, status: "fail", reasonCode: "NOT_REFUSED", nextStep: NEXT_STEP };
  const odd = answers.find((answer) => answer.status !== (answer.token ? 403 : 401));
  if (odd || answers.length === 0)
    return unknown("NO_PLAIN_REFUSAL", "Make PORTAL_URL reachable from the portal itself, then run again.", observed);
  if (recorded < refused)
    return {
      ...result,
      status: "fail",
      reasonCode: "REFUSAL_NOT_RECORDED",
      nextStep: "Find out why refusals do not reach the audit log.",
    };
  return { ...result, status: "pass", reasonCode: null, nextStep: null };
}

function describe({ route, status }: ProbeAnswer): string {
  return `${route} ${status ?? "no answer"}`;
}
