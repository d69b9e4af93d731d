import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import type { SilenceClient, WriteReply } from "@/lib/alertmanager/silence-client";
import { type Readings, readAlertmanagers } from "./read-alertmanagers";
import { ATTEMPT_SECONDS } from "./record-intent";
import type { Outcome } from "./settle-request";

/** Reading, writing, looking again. */
export const STEP_MS = (ATTEMPT_SECONDS / 3) * 1000;

export interface AttemptStart {
  /** The Alertmanagers the request is for. */
  peers: SilenceClient[];
  /** At least one of them answered. */
  readings: Readings;
}

/** Looks at the Alertmanagers the request is for. When none answers, that is the outcome: nothing was sent. */
export async function beginAttempt(
  request: SilenceRequest,
  clients: readonly SilenceClient[],
  { triedBefore }: { triedBefore: boolean },
): Promise<AttemptStart | { outcome: Outcome }> {
  const peers = clients.filter(({ name }) => request.alertmanagers.includes(name));
  const readings = await readAlertmanagers(peers, AbortSignal.timeout(STEP_MS), { alerts: false });
  if (readings.groups.length > 0) return { peers, readings };
  const [silent] = readings.silent;
  const words = silent
    ? `Alertmanager ${silent.name} does not answer. ${silent.words}`
    : "The Alertmanager is no longer configured.";
  // An earlier try may have arrived.
  return { outcome: triedBefore ? { kind: "unknown", words } : { kind: "failed", failure: "unavailable", words } };
}

/** What an answer to a write means. Only words about the silence itself are the asking person's to mend. */
export function answerOf(reply: WriteReply, alertmanager: string): Outcome {
  if (reply.kind === "done") return { kind: "done", silenceId: reply.id, alertmanager };
  if (reply.kind === "missing")
    return { kind: "failed", failure: "not_found", words: `Alertmanager ${alertmanager} knows no such silence.` };
  const failure = reply.status === 400 || reply.status === 422 ? "unprocessable" : "upstream_failed";
  return { kind: "failed", failure, words: `Alertmanager ${alertmanager} refused it: ${reply.words}` };
}
