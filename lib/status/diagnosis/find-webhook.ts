import "server-only";
import { LEG } from "@/lib/alerts/source-legs";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { formatAge } from "@/lib/time/format-time";
import type { Finding } from "./diagnosis-view";
import { lookAt } from "./look-at";
import type { Looked } from "./tell-once";

const ABOUT = { id: "webhook", title: "Deliveries to the portal" };
const ROUTE = "/api/ingest/alertmanager";
/** The shipped routing delivers the Watchdog each minute. */
const LATE_MS = 10 * 60_000;
/** So long a refused token is worth telling, for of several Alertmanagers one may deliver meanwhile. */
const REFUSED_MS = 15 * 60_000;

/** When the webhook was last used well, and whether a wrong token was refused there. `alertmanagers`: how many there are. */
export function findWebhook(alertmanagers: number): Promise<Looked> {
  return lookAt("database", ABOUT, "See the database below.", async () => {
    const client = await db();
    const [now, beat, refused] = await Promise.all([
      databaseNow(client),
      client.heartbeat.findUnique({ where: { leg: LEG.webhook } }),
      client.auditEntry.findFirst({
        // A person who may not deliver is no sign of a wrong token.
        where: { action: "AUTHZ_DENIED", subject: `route:${ROUTE}`, actorKind: { not: "user" } },
        orderBy: { seq: "desc" },
        select: { recordedAt: true },
      }),
    ]);
    const [seenAt, refusedAt] = [beat?.lastSeenAt?.getTime() ?? null, refused?.recordedAt.getTime() ?? null];
    return judgeWebhook({ seenAt, refusedAt, alone: alertmanagers === 1 }, now);
  });
}

interface Visits {
  seenAt: number | null;
  refusedAt: number | null;
  /** Only one Alertmanager delivers: a delivery shows that it has the right token by now. */
  alone: boolean;
}

function judgeWebhook({ seenAt, refusedAt, alone }: Visits, now: number): Finding {
  const seen = seenAt === null ? "Nothing was ever delivered" : `Last delivery ${formatAge(now - seenAt)}`;
  const mended = alone && seenAt !== null && seenAt > (refusedAt ?? 0);
  if (refusedAt !== null && !mended && now - refusedAt < REFUSED_MS)
    return {
      ...ABOUT,
      state: "wrong",
      words: `${seen}; a wrong token was refused ${formatAge(now - refusedAt)}.`,
      items: [],
      fix: `Give Alertmanager's webhook receiver one of INGEST_TOKENS (http_config.authorization.credentials). If it has one, a stranger knocks: the audit log holds the address.${alone ? "" : " Once mended this goes after 15 minutes: what one Alertmanager delivers says nothing of another."}`,
    };
  if (seenAt !== null && now - seenAt < LATE_MS)
    return { ...ABOUT, state: "ok", words: `${seen}.`, items: [], fix: null };
  return {
    ...ABOUT,
    state: seenAt === null ? "unknown" : "wrong",
    words: `${seen}.`,
    items: [],
    fix: "The Watchdog should arrive each few minutes: see Alertmanager's log for notifications that failed, and its route for the Watchdog.",
  };
}
