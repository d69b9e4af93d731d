import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { findCreated } from "./attempt-create";
import { findExpired } from "./attempt-expire";
import { findExtended } from "./attempt-extend";
import { mergeSilences } from "./merge-silences";
import { type Readings, readAlertmanagers } from "./read-alertmanagers";
import { type Outcome, settleRequest } from "./settle-request";

const DEADLINE_MS = 20_000;
/** A request that was on its way when its process died may still arrive for so long. */
const GRACE_SECONDS = 30;
/** What was given up is looked for a while longer. */
const LOST_MINUTES = 60;
const MAX_AT_ONCE = 200;

/**
 * Finds out what became of requests whose process died or got no answer: by the mark in the silence's comment, or by
 * the silence's end. What cannot be seen stays open. Needs silence:write (the job's system actor).
 */
export async function settleOpenRequests(ctx: RequestContext, clients: readonly SilenceClient[]): Promise<void> {
  authorize(ctx.actor, "silence:write");
  const requests = await unsettled();
  if (requests.length === 0) return;
  const readings = await readAlertmanagers(clients, AbortSignal.timeout(DEADLINE_MS), { alerts: false });
  const answered = new Set(readings.groups.flat().map(({ client }) => client.name));
  for (const request of requests) {
    const outcome = judge(request, readings, answered);
    if (outcome) await settleRequest(ctx, request, outcome, { later: true });
  }
}

async function unsettled(): Promise<SilenceRequest[]> {
  const client = await db();
  const ids = await client.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM silence_requests
    WHERE (state = 'requested' AND attempt_ends_at < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS}::float8))
       OR (state = 'failed' AND failure = 'lost'
           AND settled_at > clock_timestamp() - make_interval(mins => ${LOST_MINUTES}::int))
    ORDER BY requested_at LIMIT ${MAX_AT_ONCE}`;
  return client.silenceRequest.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
}

/** Null: nothing new can be said. Absence proves something only when everybody who might know has answered. */
function judge(request: SilenceRequest, readings: Readings, answered: ReadonlySet<string>): Outcome | null {
  const found = find(request, readings);
  if (found) return found;
  const whole = request.alertmanagers.every((name) => answered.has(name));
  if (!whole || request.state !== "requested") return null;
  return { kind: "failed", failure: "lost", words: "The request never arrived in Alertmanager." };
}

function find(request: SilenceRequest, readings: Readings): Outcome | null {
  switch (request.kind) {
    case "create":
      return findCreated(readings, request);
    case "extend":
      return findExtended(readings, request);
    default:
      return findExpired(readings, request) ?? forgotten(request, readings);
  }
}

/** Alertmanager forgets silences some days after their end. */
function forgotten(request: SilenceRequest, readings: Readings): Outcome | null {
  const everyone = readings.silent.length === 0;
  if (!everyone || mergeSilences(readings).has(request.silenceId ?? "")) return null;
  return { kind: "done", silenceId: request.silenceId ?? "", alertmanager: request.alertmanagers[0] ?? "" };
}
