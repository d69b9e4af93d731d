import "server-only";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import type { Transaction } from "@/lib/db/client";
import { type EpisodeDraft, isOnlySeenAgain } from "./episode-draft";
import { factColumns, WEBHOOK_SOURCE } from "./episode-row";
import { insertOpened } from "./insert-opened";

/**
 * Prepares the statements that write a batch, and returns what sends them: the next batch can be prepared while the
 * database is at this one.
 */
export function prepareWrites(drafts: readonly EpisodeDraft[]): (tx: Transaction) => Promise<void> {
  const touched = drafts.filter(({ stored, facts }) => stored !== null && facts !== stored.facts);
  const seen = new Set(touched.filter(isOnlySeenAgain));
  const changed = touched.filter((draft) => !seen.has(draft));
  const open = insertOpened(drafts);
  return async (tx) => {
    // What is closed before what is opened: an alert has one open episode at any time.
    await updateChanged(tx, changed);
    await touchSeen(tx, [...seen]);
    await open(tx);
  };
}

/** Writes the facts of locked episodes, and what the source now says of their alerts. */
export async function updateChanged(
  tx: Transaction,
  changes: readonly Pick<EpisodeDraft, "id" | "facts" | "said">[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ id, facts, said }) => ({
    id,
    ...factColumns(facts),
    annotations: said.annotations,
    generator_url: said.generatorUrl,
    group_key: said.groupKey,
    source: said.source ?? WEBHOOK_SOURCE,
    silenced_by: said.suppression?.silencedBy ?? [],
    inhibited_by: said.suppression?.inhibitedBy ?? [],
    muted_by: said.suppression?.mutedBy ?? [],
    source_state: said.suppression?.sourceState ?? null,
  }));
  await tx.$executeRaw`
    UPDATE episodes AS e SET
      state = r.state, starts_at = r.starts_at, ends_at = r.ends_at, last_seen_at = r.last_seen_at,
      resolved_at = r.resolved_at, inferred = r.inferred, reopens = r.reopens, source_stale = r.source_stale,
      missing_since = r.missing_since, lapses_at = r.lapses_at, version = r.version, annotations = r.annotations,
      generator_url = COALESCE(r.generator_url, e.generator_url), group_key = r.group_key, source = r.source,
      silenced_by = r.silenced_by, inhibited_by = r.inhibited_by, muted_by = r.muted_by, source_state = r.source_state,
      acknowledged_at = r.acknowledged_at, acknowledged_by_id = r.acknowledged_by_id,
      acknowledged_by = r.acknowledged_by, note = r.note, ack_expires_at = r.ack_expires_at,
      ack_expirations = r.ack_expirations, first_acked_at = r.first_acked_at, first_acked_by_id = r.first_acked_by_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      id uuid, state text, starts_at timestamptz, ends_at timestamptz, last_seen_at timestamptz,
      resolved_at timestamptz, inferred boolean, reopens integer, source_stale boolean, missing_since timestamptz,
      lapses_at timestamptz, version integer, annotations jsonb, generator_url text, group_key text, source text, silenced_by text[],
      inhibited_by text[], muted_by text[], source_state text, acknowledged_at timestamptz, acknowledged_by_id uuid,
      acknowledged_by text, note text, ack_expires_at timestamptz, ack_expirations integer, first_acked_at timestamptz,
      first_acked_by_id uuid)
    WHERE e.id = r.id`;
}

/** Notes when locked episodes were last seen and until when that holds, nothing else having changed. */
async function touchSeen(tx: Transaction, drafts: readonly EpisodeDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const ids = drafts.map((draft) => draft.id);
  const seen = binaryArray(
    "timestamptz",
    drafts.map((draft) => draft.facts.lastSeenAt),
  );
  const lapses = binaryArray(
    "timestamptz",
    drafts.map((draft) => draft.facts.lapsesAt),
  );
  await bulk(tx).execute`
    UPDATE episodes AS e SET last_seen_at = r.seen, lapses_at = r.lapses
    FROM unnest(${binaryArray("uuid", ids)}::uuid[], ${seen}::timestamptz[], ${lapses}::timestamptz[])
      AS r(id, seen, lapses)
    WHERE e.id = r.id`;
}
