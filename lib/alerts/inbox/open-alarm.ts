import "server-only";
import { PortalError } from "@/lib/errors";
import { openEnvelope } from "@/lib/sns/open-envelope";
import { readAlarm } from "@/lib/sns/read-alarm";
import type { OpenedDelivery } from "./opened-delivery";

/** Opens a stored notification of SNS, whose signature was checked before it was stored. */
export function openAlarm(body: Uint8Array): OpenedDelivery {
  const alarm = readAlarm(openEnvelope(body).Message);
  if (!alarm) throw new PortalError("bad_request", "This is not a change of an alarm.");
  const bytes = body.byteLength;
  return { alerts: 1, bytes, truncated: 0, watchdog: false, alarm, read: async () => ({ readable: [], refused: 0 }) };
}
