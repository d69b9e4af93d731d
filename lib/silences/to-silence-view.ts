import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import { isWatchdog, type PolledObservation } from "@/lib/alertmanager/map-alert";
import type { Actor } from "@/lib/auth/actor";
import { guardMatchers, guardWords } from "./guard-matchers";
import { heldBackBy, type KnownSilence, withoutWatchdog } from "./merge-silences";
import { readComment } from "./silence-comment";
import type { SilenceChange, SilenceView } from "./silence-view";

const NAMES_SHOWN = 3;
/** Alertmanager cuts times to milliseconds, and expires by its own clock. */
const SAME_TIME_MS = 2_000;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);

/**
 * A silence for the screen. `requests` are the portal's settled ones about it, oldest first: an author is verified
 * only when the portal itself was told this id by Alertmanager.
 */
export function toSilenceView(known: KnownSilence, requests: readonly SilenceRequest[], actor: Actor): SilenceView {
  const { posted, readings } = known;
  const created = requests.find((request) => request.kind === "create");
  const last = requests.findLast((request) => request.kind !== "create");
  return {
    id: posted.id,
    state: posted.status.state,
    matchers: guardMatchers(posted.matchers),
    startsAt: iso(posted.startsAt),
    endsAt: iso(posted.endsAt),
    updatedAt: iso(posted.updatedAt),
    author: created?.requestedBy ?? guardWords(posted.createdBy),
    verified: created !== undefined,
    reason: created?.reason ?? guardWords(readComment(posted.comment).reason),
    changedElsewhere: isChanged(known, requests),
    lastChange: last ? changeOf(last) : null,
    alertmanagers: readings.map(({ client }) => client.name),
    heldBack: posted.status.state === "active" ? summaryOf(heldBackBy(known, actor)) : summaryOf([]),
  };
}

function summaryOf(alerts: PolledObservation[] | null): SilenceView["heldBack"] {
  if (alerts === null) return null;
  const counted = withoutWatchdog(alerts);
  const critical = counted.filter((alert) => alert.severity === "critical");
  const names = [...new Set([...critical, ...counted].map((alert) => alert.alertname))];
  return {
    count: counted.length,
    critical: critical.length,
    names: names.slice(0, NAMES_SHOWN),
    watchdog: alerts.some(isWatchdog),
  };
}

/** Whether it ends at another time than the portal last had it end. */
function isChanged({ posted }: KnownSilence, requests: readonly SilenceRequest[]): boolean {
  const last = requests.at(-1);
  if (!last) return false;
  const ends = Date.parse(posted.endsAt);
  if (last.kind === "expire") return posted.status.state !== "expired";
  return last.endsAt !== null && Math.abs(ends - last.endsAt.getTime()) > SAME_TIME_MS;
}

export function changeOf(request: SilenceRequest): SilenceChange {
  return {
    kind: request.kind as SilenceChange["kind"],
    by: request.requestedBy,
    at: request.requestedAt.toISOString(),
    reason: request.reason,
  };
}

/** Somebody else's silence may hold any time; what the API sends stays within four digits of a year. */
function iso(text: string): string {
  return new Date(Math.min(Math.max(Date.parse(text), EARLIEST), LATEST)).toISOString();
}
