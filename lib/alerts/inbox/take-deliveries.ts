import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { Receipt } from "../webhook-event";
import type { DeliverySource } from "./delivery-source";

/** A waiting delivery, and which of its alerts are to be applied now. */
export interface TakenDelivery {
  seq: bigint;
  source: DeliverySource;
  receipt: Receipt;
  alerts: number;
  from: number;
  to: number;
}

interface WaitingRow {
  seq: bigint;
  source: DeliverySource;
  received_at: Date;
  source_healthy: boolean;
  alerts: number;
  applied: number;
  bytes: number;
  request_id: string;
  ip: string | null;
  user_agent: string | null;
}

/**
 * The oldest waiting deliveries up to so many, up to so many alerts (of the last one perhaps only a part), and up to so
 * many bytes, but always one.
 */
export async function takeDeliveries(
  tx: Transaction,
  limit: { deliveries: number; alerts: number; bytes: number },
): Promise<TakenDelivery[]> {
  const rows = await tx.$queryRaw<WaitingRow[]>`
    SELECT seq, source, received_at, source_healthy, alerts, applied, octet_length(body) AS bytes, request_id, ip,
           user_agent
    FROM deliveries WHERE parked_at IS NULL ORDER BY seq LIMIT ${limit.deliveries}::int`;
  const taken: TakenDelivery[] = [];
  let room = limit.alerts;
  let bytes = limit.bytes;
  for (const row of rows) {
    if (room <= 0 || (taken.length > 0 && row.bytes > bytes)) break;
    bytes -= row.bytes;
    const { seq, source, alerts, applied: from } = row;
    const to = Math.min(alerts, from + room);
    room -= to - from;
    taken.push({ seq, source, receipt: receiptOf(row), alerts, from, to });
  }
  return taken;
}

function receiptOf(row: WaitingRow): Receipt {
  const origin: RequestContext = {
    actor: { kind: "machine", name: row.source, permissions: new Set() },
    now: row.received_at,
    requestId: row.request_id,
    ...(row.ip !== null && { ip: row.ip }),
    ...(row.user_agent !== null && { userAgent: row.user_agent }),
  };
  return { receivedAt: row.received_at.getTime(), sourceHealthy: row.source_healthy, origin };
}
