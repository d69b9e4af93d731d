import "server-only";
import type { AlertmanagerClient } from "@/lib/alertmanager/client";
import { appendDrafts } from "@/lib/audit/append-drafts";
import { draftEntry, type NewAuditEntry } from "@/lib/audit/draft-entry";
import { db, type Transaction, transaction } from "@/lib/db/client";
import { notifyChange } from "@/lib/db/notify";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { CLOUDWATCH_SOURCE } from "./cloudwatch-source";
import { lockIngest } from "./lock-ingest";
import { entryOfSuppression } from "./suppression-entry";

const log = loggerFor("reconcile");

const DEADLINE_MS = 10_000;

/** What every Alertmanager listed when it was asked at `observedAt`, which proves of no other alert that it is over. */
interface Listed {
  identities: string[];
  observedAt: number;
}

interface HeldRow {
  id: string;
  silencedBy: string[];
  inhibitedBy: string[];
  mutedBy: string[];
}

/**
 * Of an open alert that is listed no more although it may burn (Prometheus died, say), the words of the last poll stay.
 * A silence that has ended meanwhile goes: it holds nothing back, and the alert would wait for nobody.
 */
export async function liftEndedSilences(
  ctx: RequestContext,
  clients: readonly AlertmanagerClient[],
  listed: Listed,
): Promise<void> {
  if ((await heldBack(await db(), listed, [])).length === 0) return;
  const active = await activeSilences(clients);
  if (active) await retryOnConflict(() => transaction((tx) => lift(tx, ctx, listed, active)));
}

/** Those of all of them; null: somebody did not say. */
async function activeSilences(clients: readonly AlertmanagerClient[]): Promise<string[] | null> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    return (await Promise.all(clients.map((client) => client.activeSilences(signal)))).flat();
  } catch (error) {
    log.warn({ err: error }, "it is not known which silences have ended");
    return null;
  }
}

async function lift(tx: Transaction, ctx: RequestContext, listed: Listed, active: string[]): Promise<void> {
  await lockIngest(tx);
  const rows = await heldBack(tx, listed, active);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE episodes SET silenced_by = '{}',
      source_state = CASE WHEN inhibited_by = '{}' AND muted_by = '{}' THEN NULL ELSE source_state END
    WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
  await notifyChange(tx, "alerts");
  const entries = rows.map(({ id, ...before }) => entryOfSuppression(id, before, { ...before, silencedBy: [] }));
  const told = entries.filter((entry): entry is NewAuditEntry => entry !== null);
  await appendDrafts(
    tx,
    told.map((entry) => draftEntry(ctx, entry)),
  );
}

/** Open alerts that were not listed and are marked by silences, none of which is active. */
function heldBack(client: Transaction, { identities, observedAt }: Listed, active: string[]): Promise<HeldRow[]> {
  return client.$queryRaw<HeldRow[]>`
    SELECT id, silenced_by AS "silencedBy", inhibited_by AS "inhibitedBy", muted_by AS "mutedBy" FROM episodes
    WHERE state <> 'resolved' AND source <> ${CLOUDWATCH_SOURCE} AND silenced_by <> '{}'
      AND NOT silenced_by && ${active}::text[] AND NOT identity = ANY(${identities}::text[])
      AND last_seen_at < ${new Date(observedAt)}::timestamptz
    ORDER BY identity`;
}
