import "server-only";
import { LEG } from "@/lib/alerts/source-legs";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { formatAge } from "@/lib/time/format-time";
import type { Finding } from "./diagnosis-view";
import { lookAt } from "./look-at";

const ABOUT = { id: "webhook", title: "Deliveries to the portal" };
const ROUTE = "/api/ingest/alertmanager";
/** The shipped routing delivers the Watchdog each minute. */
const LATE_MS = 10 * 60_000;
/** So long a refused token is worth telling, though another Alertmanager may deliver meanwhile. */
const REFUSED_MS = 15 * 60_000;

/** When the webhook was last used well, and whether somebody was refused there for a wrong token. */
export function findWebhook(): Promise<Finding> {
  return lookAt(ABOUT, "See the database below.", async () => {
    const client = await db();
    const [now, beat, refused] = await Promise.all([
      databaseNow(client),
      client.heartbeat.findUnique({ where: { leg: LEG.webhook } }),
      client.auditEntry.findFirst({
        where: { action: "AUTHZ_DENIED", subject: `route:${ROUTE}` },
        orderBy: { seq: "desc" },
        select: { recordedAt: true },
      }),
    ]);
    return judgeWebhook(
      { seenAt: beat?.lastSeenAt?.getTime() ?? null, refusedAt: refused?.recordedAt.getTime() ?? null },
      now,
    );
  });
}

function judgeWebhook(
  { seenAt, refusedAt }: { seenAt: number | null; refusedAt: number | null },
  now: number,
): Finding {
  const seen = seenAt === null ? "Nothing was ever delivered" : `Last delivery ${formatAge(now - seenAt)}`;
  if (refusedAt !== null && now - refusedAt < REFUSED_MS)
    return {
      ...ABOUT,
      state: "wrong",
      words: `${seen}; ${formatAge(now - refusedAt)} somebody was refused for a wrong token.`,
      items: [],
      fix: "Give Alertmanager's webhook receiver one of INGEST_TOKENS (http_config.authorization.credentials). If it has one, a stranger knocks: the audit log holds the address.",
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
