import "server-only";
import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { Transaction } from "@/lib/db/client";
import type { AlertEvent } from "./alert-event";
import type { EpisodeFacts, TransitionAction } from "./episode";
import { alertColumns, type EpisodeRow, factColumns } from "./episode-row";

export interface Opening {
  id: string;
  facts: EpisodeFacts;
  event: AlertEvent;
  alert: AlertObservation;
}

export interface Change {
  row: EpisodeRow;
  facts: EpisodeFacts;
  action: TransitionAction | null;
  /** What the source said; null: a person did it. */
  event: AlertEvent | null;
}

/** Source of an episode that no poll has seen yet. */
const WEBHOOK_SOURCE = "webhook";

/** Inserts new episodes; the ids that were written. The others lost to an open episode of the same identity. */
export async function insertOpened(tx: Transaction, openings: readonly Opening[]): Promise<Set<string>> {
  if (openings.length === 0) return new Set();
  const rows = openings.map(({ id, facts, event, alert }) => ({
    id,
    ...alertColumns(alert),
    ...factColumns(facts),
    source: event.source ?? WEBHOOK_SOURCE,
    silenced_by: event.suppression?.silencedBy ?? [],
    inhibited_by: event.suppression?.inhibitedBy ?? [],
    muted_by: event.suppression?.mutedBy ?? [],
    source_state: event.suppression?.sourceState ?? null,
    start_uncertain: event.startUncertain,
  }));
  const written = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO episodes (id, identity, fingerprint, source, alertname, severity, team, labels, annotations,
      generator_url, group_key, state, starts_at, opened_at, last_seen_at, silenced_by, inhibited_by, muted_by, source_state, start_uncertain)
    SELECT id, identity, fingerprint, source, alertname, severity, team, labels, annotations,
      generator_url, group_key, state, starts_at, last_seen_at, last_seen_at, silenced_by, inhibited_by, muted_by, source_state, start_uncertain
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      id uuid, identity text, fingerprint text, source text, alertname text, severity text, team text, labels jsonb,
      annotations jsonb, generator_url text, group_key text, state text, starts_at timestamptz, last_seen_at timestamptz,
      silenced_by text[], inhibited_by text[], muted_by text[], source_state text, start_uncertain boolean)
    ON CONFLICT (identity) WHERE state <> 'resolved' DO NOTHING
    RETURNING id`;
  return new Set(written.map((row) => row.id));
}

/** Writes the facts of locked episodes, and what the source now says of their alerts. */
export async function updateChanged(tx: Transaction, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ row, facts, event }) => ({
    id: row.id,
    ...factColumns(facts),
    annotations: event?.alert?.annotations ?? row.annotations,
    generator_url: event?.alert?.generatorUrl ?? null,
    group_key: event?.alert?.groupKey ?? null,
    source: event?.source ?? row.source,
    silenced_by: event?.suppression?.silencedBy ?? row.silencedBy,
    inhibited_by: event?.suppression?.inhibitedBy ?? row.inhibitedBy,
    muted_by: event?.suppression?.mutedBy ?? row.mutedBy,
    source_state: event?.suppression?.sourceState ?? row.sourceState,
  }));
  await tx.$executeRaw`
    UPDATE episodes AS e SET
      state = r.state, starts_at = r.starts_at, ends_at = r.ends_at, last_seen_at = r.last_seen_at,
      resolved_at = r.resolved_at, inferred = r.inferred, reopens = r.reopens, source_stale = r.source_stale,
      missing_since = r.missing_since, version = r.version, annotations = r.annotations,
      generator_url = COALESCE(r.generator_url, e.generator_url),
      group_key = COALESCE(r.group_key, e.group_key), source = r.source,
      silenced_by = r.silenced_by, inhibited_by = r.inhibited_by, muted_by = r.muted_by, source_state = r.source_state,
      acknowledged_at = r.acknowledged_at, acknowledged_by_id = r.acknowledged_by_id,
      acknowledged_by = r.acknowledged_by, note = r.note, ack_expires_at = r.ack_expires_at,
      ack_expirations = r.ack_expirations, first_acked_at = r.first_acked_at, first_acked_by_id = r.first_acked_by_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      id uuid, state text, starts_at timestamptz, ends_at timestamptz, last_seen_at timestamptz,
      resolved_at timestamptz, inferred boolean, reopens integer, source_stale boolean, missing_since timestamptz,
      version integer, annotations jsonb, generator_url text, group_key text, source text, silenced_by text[], inhibited_by text[],
      muted_by text[], source_state text, acknowledged_at timestamptz, acknowledged_by_id uuid, acknowledged_by text,
      note text, ack_expires_at timestamptz, ack_expirations integer, first_acked_at timestamptz,
      first_acked_by_id uuid)
    WHERE e.id = r.id`;
}

/** Notes that locked episodes were seen again, nothing else having changed. */
export async function touchSeen(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE episodes SET last_seen_at = clock_timestamp() WHERE id = ANY(${ids}::uuid[])`;
}
