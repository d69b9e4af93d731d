import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import type { NewSilence, SilenceClient } from "@/lib/alertmanager/silence-client";
import type { Matcher } from "@/lib/matchers/matcher";
import { type AttemptStart, answerOf, beginAttempt, STEP_MS } from "./begin-attempt";
import type { Attempt } from "./carry-out";
import { type Readings, readAlertmanagers, upstreamWords } from "./read-alertmanagers";
import type { Outcome } from "./settle-request";
import { readComment, writeComment } from "./silence-comment";

/** Alertmanager moves a start that is past to its own present: so its clock rules, not ours. */
const BEFORE_ANY_CLOCK_MS = 10 * 60_000;

/** Makes the silence at one of the peers that answer, unless one of them has it from an earlier try. */
export function attemptCreate(clients: readonly SilenceClient[]): Attempt {
  return async (request, { triedBefore }) => {
    const start = await beginAttempt(request, clients, { triedBefore });
    if ("outcome" in start) return start.outcome;
    return findCreated(start.readings, request) ?? (await write(request, start));
  };
}

async function write(request: SilenceRequest, { readings, peers }: AttemptStart): Promise<Outcome> {
  const client = readings.groups[0]![0]!.client;
  try {
    const reply = await client.write(silenceOf(request), AbortSignal.timeout(STEP_MS));
    // There is nothing yet that could be missing: the address is.
    if (reply.kind === "missing")
      return { kind: "failed", failure: "upstream_failed", words: `${client.name} is no Alertmanager's address.` };
    return answerOf(reply, client.name);
  } catch (error) {
    // No usable answer, or a proxy's: it may have been done all the same.
    const after = await readAlertmanagers(peers, AbortSignal.timeout(STEP_MS), { alerts: false });
    const words = `Alertmanager ${client.name}: ${upstreamWords(error)}`;
    return findCreated(after, request) ?? { kind: "unknown", words };
  }
}

function silenceOf(request: SilenceRequest): NewSilence {
  return {
    matchers: request.matchers as unknown as Matcher[],
    startsAt: new Date(Date.now() - BEFORE_ANY_CLOCK_MS).toISOString(),
    endsAt: request.endsAt!.toISOString(),
    createdBy: request.requestedBy,
    comment: writeComment(request.reason, request.id),
  };
}

/** The silence that carries this request's mark and its matchers: a copy with others is not it. */
export function findCreated({ groups }: Readings, request: SilenceRequest): Outcome | null {
  const wanted = JSON.stringify(sorted(request.matchers as unknown as Matcher[]));
  for (const { client, silences } of groups.flat())
    for (const { id, comment, matchers } of silences)
      if (readComment(comment).requestId === request.id && JSON.stringify(sorted(matchers)) === wanted)
        return { kind: "done", silenceId: id, alertmanager: client.name };
  return null;
}

function sorted(matchers: readonly Matcher[]): unknown[] {
  return matchers
    .map(({ name, value, isRegex, isEqual }) => [name, value, isRegex, isEqual])
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
