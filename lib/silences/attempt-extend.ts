import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { answerOf, beginAttempt, STEP_MS } from "./begin-attempt";
import type { Attempt } from "./carry-out";
import { type KnownSilence, mergeSilences } from "./merge-silences";
import { type Readings, readAlertmanagers, upstreamWords } from "./read-alertmanagers";
import type { Outcome } from "./settle-request";

/** Alertmanager keeps times to the millisecond or better. */
const SAME_TIME_MS = 1_000;

/** Gives the silence another end. Its matchers stay, so it keeps its id; author and words stay those of its maker. */
export function attemptExtend(clients: readonly SilenceClient[]): Attempt {
  return async (request, { triedBefore }) => {
    const start = await beginAttempt(request, clients, { triedBefore });
    if ("outcome" in start) return start.outcome;
    const known = mergeSilences(start.readings).get(request.silenceId ?? "");
    if (!known) return { kind: "failed", failure: "not_found", words: "Alertmanager no longer knows the silence." };
    const already = findExtended(start.readings, request);
    if (already) return already;
    if (known.posted.status.state === "expired")
      return { kind: "failed", failure: "conflict", words: "The silence has ended meanwhile." };
    return write(request, known, start.peers);
  };
}

async function write(request: SilenceRequest, known: KnownSilence, peers: SilenceClient[]): Promise<Outcome> {
  const { client } = known.readings[0]!;
  const { status: _status, updatedAt: _updated, ...posted } = known.posted;
  const silence = { ...posted, endsAt: request.endsAt!.toISOString() };
  try {
    return answerOf(await client.write(silence, AbortSignal.timeout(STEP_MS)), client.name);
  } catch (error) {
    const after = await readAlertmanagers(peers, AbortSignal.timeout(STEP_MS), { alerts: false });
    const words = `Alertmanager ${client.name}: ${upstreamWords(error)}`;
    return findExtended(after, request) ?? { kind: "unknown", words };
  }
}

/** Done, when the silence ends when it was asked to. */
export function findExtended(readings: Readings, request: SilenceRequest): Outcome | null {
  const known = mergeSilences(readings).get(request.silenceId ?? "");
  if (!known || !request.endsAt) return null;
  const difference = Math.abs(Date.parse(known.posted.endsAt) - request.endsAt.getTime());
  if (difference > SAME_TIME_MS) return null;
  return { kind: "done", silenceId: known.posted.id, alertmanager: known.readings[0]!.client.name };
}
