import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import type { Transaction } from "@/lib/db/client";
import type { SourceState } from "./alert-event";
import type { EpisodeFacts, EpisodeState } from "./episode";
import { knownTo } from "./known-to";
import type { SourceWords } from "./source-words";

/** Stands in the source's column while no poll has named an Alertmanager. */
export const WEBHOOK_SOURCE = "webhook";

/** An episode as this folder's SQL reads it: the machine's facts and what the source said of the alert. */
export interface EpisodeRow {
  id: string;
  identity: string;
  severity: string;
  said: SourceWords;
  facts: EpisodeFacts;
}

interface RawRow {
  id: string;
  identity: string;
  source: string;
  severity: string;
  annotations: Record<string, string>;
  silenced_by: string[];
  inhibited_by: string[];
  muted_by: string[];
  source_state: SourceState | null;
  group_key: string | null;
  state: EpisodeState;
  starts_at: Date;
  ends_at: Date | null;
  last_seen_at: Date;
  resolved_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by_id: string | null;
  acknowledged_by: string | null;
  note: string | null;
  ack_expires_at: Date | null;
  ack_expirations: number;
  first_acked_at: Date | null;
  first_acked_by_id: string | null;
  inferred: boolean;
  reopens: number;
  source_stale: boolean;
  missing_since: Date | null;
  lapses_at: Date | null;
  version: number;
}

/** Above this, most of a batch are new alerts: one cheap look says which ones there is anything to lock of. */
const MANY = 100;

/**
 * Locks the newest episode of each identity (the open one, if any) until the transaction ends. Pass identities
 * sorted: writers then lock in one order. Episodes of one batch opened in one moment; their ids tell the order.
 */
export async function lockLatest(tx: Transaction, identities: string[]): Promise<Map<string, EpisodeRow>> {
  const wanted = identities.length > MANY ? await knownOf(tx, identities) : identities;
  if (wanted.length === 0) return new Map();
  const rows = await bulk(tx).query<RawRow>`
    SELECT e.id, e.identity, e.source, e.severity, e.annotations, e.silenced_by, e.inhibited_by, e.muted_by, e.source_state,
           e.group_key, e.state, e.starts_at, e.ends_at, e.last_seen_at, e.resolved_at, e.acknowledged_at, e.acknowledged_by_id,
           e.acknowledged_by, e.note, e.ack_expires_at, e.ack_expirations, e.first_acked_at, e.first_acked_by_id,
           e.inferred, e.reopens, e.source_stale, e.missing_since, e.lapses_at, e.version
    FROM unnest(${binaryArray("text", wanted)}::text[]) WITH ORDINALITY AS wanted(identity, place)
    CROSS JOIN LATERAL (
      SELECT * FROM episodes WHERE episodes.identity = wanted.identity
      ORDER BY (state <> 'resolved') DESC, opened_at DESC, id DESC LIMIT 1 FOR UPDATE) AS e
    ORDER BY place`;
  return new Map(rows.map((row) => [row.identity, episodeRow(row)]));
}

async function knownOf(tx: Transaction, identities: string[]): Promise<string[]> {
  const rows = await bulk(tx).query<{ identity: string }>`
    SELECT DISTINCT identity FROM episodes WHERE identity = ANY(${binaryArray("text", identities)}::text[])`;
  const known = new Set(rows.map((row) => row.identity));
  return identities.filter((identity) => known.has(identity));
}

/** Null also for one that the person may not know of. */
export async function lockEpisode(tx: Transaction, id: string, person: Actor): Promise<EpisodeRow | null> {
  const [row] = await tx.$queryRaw<RawRow[]>`
    SELECT * FROM episodes WHERE id = ${id}::uuid AND ${knownTo(person)} FOR UPDATE`;
  return row ? episodeRow(row) : null;
}

function episodeRow(row: RawRow): EpisodeRow {
  return { id: row.id, identity: row.identity, severity: row.severity, said: wordsOf(row), facts: factsOf(row) };
}

function wordsOf(row: RawRow): SourceWords {
  const { source_state: sourceState, silenced_by: silencedBy, inhibited_by: inhibitedBy, muted_by: mutedBy } = row;
  return {
    source: row.source === WEBHOOK_SOURCE ? null : row.source,
    annotations: row.annotations,
    generatorUrl: null,
    groupKey: row.group_key,
    suppression: sourceState && { sourceState, silencedBy, inhibitedBy, mutedBy },
  };
}

function factsOf(row: RawRow): EpisodeFacts {
  const acknowledgement =
    row.acknowledged_at && row.acknowledged_by_id
      ? {
          userId: row.acknowledged_by_id,
          name: row.acknowledged_by ?? "",
          at: row.acknowledged_at.getTime(),
          note: row.note,
          expiresAt: row.ack_expires_at?.getTime() ?? null,
        }
      : null;
  return {
    state: row.state,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at?.getTime() ?? null,
    lastSeenAt: row.last_seen_at.getTime(),
    resolvedAt: row.resolved_at?.getTime() ?? null,
    acknowledgement,
    firstAcknowledged:
      row.first_acked_at && row.first_acked_by_id
        ? { userId: row.first_acked_by_id, at: row.first_acked_at.getTime() }
        : null,
    expirations: row.ack_expirations,
    inferred: row.inferred,
    reopens: row.reopens,
    sourceStale: row.source_stale,
    missingSince: row.missing_since?.getTime() ?? null,
    lapsesAt: row.lapses_at?.getTime() ?? null,
    version: row.version,
  };
}

/** The columns that follow from the machine's facts, named as in the table; times as ISO text for jsonb. */
export function factColumns(facts: EpisodeFacts) {
  const iso = (time: number | null | undefined) => (time == null ? null : new Date(time).toISOString());
  return {
    state: facts.state,
    starts_at: iso(facts.startsAt),
    ends_at: iso(facts.endsAt),
    last_seen_at: iso(facts.lastSeenAt),
    resolved_at: iso(facts.resolvedAt),
    acknowledged_at: iso(facts.acknowledgement?.at),
    acknowledged_by_id: facts.acknowledgement?.userId ?? null,
    acknowledged_by: facts.acknowledgement?.name ?? null,
    note: facts.acknowledgement?.note ?? null,
    ack_expires_at: iso(facts.acknowledgement?.expiresAt),
    ack_expirations: facts.expirations,
    first_acked_at: iso(facts.firstAcknowledged?.at),
    first_acked_by_id: facts.firstAcknowledged?.userId ?? null,
    inferred: facts.inferred,
    reopens: facts.reopens,
    source_stale: facts.sourceStale,
    missing_since: iso(facts.missingSince),
    lapses_at: iso(facts.lapsesAt),
    version: facts.version,
  };
}
