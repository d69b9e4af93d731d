import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { answerOf, beginAttempt, STEP_MS } from "./begin-attempt";
import type { Attempt } from "./carry-out";
import { type KnownSilence, mergeSilences } from "./merge-silences";
import { type Readings, readAlertmanagers, upstreamWords } from "./read-alertmanagers";
import type { Outcome } from "./settle-request";

/** Ends the silence now. One that has ended meanwhile is as good. */
export function attemptExpire(clients: readonly SilenceClient[]): Attempt {
  return async (request, { triedBefore }) => {
    const start = await beginAttempt(request, clients, { triedBefore });
    if ("outcome" in start) return start.outcome;
    const known = mergeSilences(start.readings).get(request.silenceId ?? "");
    if (!known) return { kind: "failed", failure: "not_found", words: "Alertmanager no longer knows the silence." };
    return findExpired(start.readings, request) ?? (await end(request, known, start.peers));
  };
}

async function end(request: SilenceRequest, known: KnownSilence, peers: SilenceClient[]): Promise<Outcome> {
  const { client } = known.readings[0]!;
  try {
    return answerOf(await client.expire(known.posted.id, AbortSignal.timeout(STEP_MS)), client.name);
  } catch (error) {
    const after = await readAlertmanagers(peers, AbortSignal.timeout(STEP_MS), { alerts: false });
    const words = `Alertmanager ${client.name}: ${upstreamWords(error)}`;
    return findExpired(after, request) ?? { kind: "unknown", words };
  }
}

/** Done, when the silence is over. */
export function findExpired(readings: Readings, request: SilenceRequest): Outcome | null {
  const known = mergeSilences(readings).get(request.silenceId ?? "");
  if (known?.posted.status.state !== "expired") return null;
  return { kind: "done", silenceId: known.posted.id, alertmanager: known.readings[0]!.client.name };
}
