import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import { authorize } from "@/lib/auth/authorize";
import type { RequestContext } from "@/lib/telemetry/context";
import { type KnownSilence, mergeSilences } from "./merge-silences";
import { readAlertmanagers, sourcesOf } from "./read-alertmanagers";
import { openRequests, settledRequests } from "./silence-requests";
import type { SilenceList, SilenceView } from "./silence-view";
import { toSilenceView } from "./to-silence-view";

const DEADLINE_MS = 15_000;
const EXPIRED_MS = 24 * 3_600_000;
/** Of each state; the counts tell the rest. */
const MAX_LISTED = 200;

/**
 * The silences of every Alertmanager, whoever made them, with what each holds back now, and requests whose outcome
 * is not known. An Alertmanager that does not answer is named; it is not an error. Needs silence:read.
 */
export async function listSilences(ctx: RequestContext, clients = configuredSilenceClients()): Promise<SilenceList> {
  authorize(ctx.actor, "silence:read");
  const readings = await readAlertmanagers(clients, AbortSignal.timeout(DEADLINE_MS));
  const known = [...mergeSilences(readings).values()];
  const now = ctx.now.getTime();
  const active = known.filter(inState("active")).sort((a, b) => endOf(a) - endOf(b));
  const pending = known.filter(inState("pending")).sort((a, b) => startOf(a) - startOf(b));
  const expired = known
    .filter((silence) => inState("expired")(silence) && now - endOf(silence) <= EXPIRED_MS)
    .sort((a, b) => endOf(b) - endOf(a));
  const shown = [active, pending, expired].flatMap((some) => some.slice(0, MAX_LISTED));
  const requests = await settledRequests(shown.map(({ posted }) => posted.id));
  return {
    silences: shown.map((silence) => toSilenceView(silence, requests.get(silence.posted.id) ?? [], ctx.actor)),
    counts: { active: active.length, pending: pending.length, expired: expired.length },
    requests: await openRequests(),
    sources: sourcesOf(readings),
    asOf: ctx.now.toISOString(),
  };
}

const inState =
  (state: SilenceView["state"]) =>
  ({ posted }: KnownSilence) =>
    posted.status.state === state;

function endOf({ posted }: KnownSilence): number {
  return Date.parse(posted.endsAt);
}

function startOf({ posted }: KnownSilence): number {
  return Date.parse(posted.startsAt);
}
