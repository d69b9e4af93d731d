import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import { db, type Transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { LEG, readWatchdogLegs } from "../source-legs";
import { mayBelieveResolve } from "../source-pulse";
import type { DeliverySource } from "./delivery-source";
import type { OpenedDelivery } from "./opened-delivery";

interface NewDelivery {
  source: DeliverySource;
  body: Uint8Array;
  opened: OpenedDelivery;
  ctx: RequestContext;
}

interface Queued extends NewDelivery {
  stored(seq: bigint): void;
  failed(error: unknown): void;
}

const MAX_BATCH = 500;
/** The first of many at once wait so long for the others. */
const MAX_GATHER_MS = 25;
/** Above this the source is told to come back: it keeps what it could not deliver, this process only so much. */
const MAX_WAITING_BYTES = 256 * 1024 * 1024;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalDeliveryQueue?: { queued: Queued[]; bytes: number; writing: boolean } };
holder.portalDeliveryQueue ??= { queued: [], bytes: 0, writing: false };
const queue = holder.portalDeliveryQueue;

/**
 * Writes a delivery down; resolves with its number once that is committed. Those that come at once, or while a statement
 * is under way, gather and go together: the more they are, the less each of them costs.
 */
export function storeDelivery(delivery: NewDelivery): Promise<bigint> {
  if (queue.bytes + delivery.body.length > MAX_WAITING_BYTES)
    return Promise.reject(new PortalError("unavailable", "Too much is being delivered: send it again.", {}, 5));
  queue.bytes += delivery.body.length;
  return new Promise((stored, failed) => {
    queue.queued.push({ ...delivery, stored, failed });
    if (!queue.writing) void writeQueued();
  });
}

async function writeQueued(): Promise<void> {
  queue.writing = true;
  while (queue.queued.length > 0) {
    await gathered();
    const batch = queue.queued.splice(0, MAX_BATCH);
    try {
      const seqs = await insert(await db(), batch);
      for (const one of batch) one.stored(seqs.get(one.ctx.requestId)!);
    } catch (error) {
      for (const one of batch) one.failed(error);
    }
    for (const { body } of batch) queue.bytes -= body.length;
  }
  queue.writing = false;
}

/** Resolves when a turn of the event loop brought no further one. */
async function gathered(): Promise<void> {
  const until = performance.now() + MAX_GATHER_MS;
  for (let before = 0; queue.queued.length > before && performance.now() < until; ) {
    before = queue.queued.length;
    await nextTurn();
  }
}

/** In one statement with the signs of life that the deliveries are. Numbers by request id. */
async function insert(client: Transaction, batch: readonly Queued[]): Promise<Map<string, bigint>> {
  const receivedAt = await databaseNow(client);
  const sourceHealthy = mayBelieveResolve(await readWatchdogLegs(client, receivedAt), receivedAt);
  const texts = (of: (one: Queued) => string | null | undefined) =>
    binaryArray(
      "text",
      batch.map((one) => of(one) ?? null),
    );
  const alerts = binaryArray(
    "int4",
    batch.map((one) => one.opened.alerts),
  );
  const bodies = binaryArray(
    "bytea",
    batch.map((one) => one.body),
  );
  const rows = await bulk(client).query<{ seq: bigint; request_id: string }>`
    WITH signs AS (
      INSERT INTO heartbeats AS h (leg, last_seen_at)
      SELECT leg, clock_timestamp() FROM unnest(${legsOf(batch)}::text[]) AS leg
      ON CONFLICT (leg) DO UPDATE SET last_seen_at = GREATEST(h.last_seen_at, excluded.last_seen_at))
    INSERT INTO deliveries (source, received_at, source_healthy, alerts, body, request_id, ip, user_agent)
    SELECT source, ${new Date(receivedAt)}::timestamptz, ${sourceHealthy}::boolean, alerts, body, request_id, ip, user_agent
    FROM unnest(
      ${texts((one) => one.source)}::text[], ${alerts}::int4[], ${bodies}::bytea[],
      ${texts((one) => one.ctx.requestId)}::text[], ${texts((one) => one.ctx.ip)}::text[],
      ${texts((one) => one.ctx.userAgent)}::text[]
    ) AS r(source, alerts, body, request_id, ip, user_agent)
    RETURNING seq, request_id`;
  return new Map(rows.map((row) => [row.request_id, row.seq]));
}

function legsOf(batch: readonly Queued[]): string[] {
  const legs: string[] = batch.some(({ source }) => source === "alertmanager") ? [LEG.webhook] : [];
  return batch.some(({ opened }) => opened.watchdog) ? [...legs, LEG.watchdogWebhook] : legs;
}
