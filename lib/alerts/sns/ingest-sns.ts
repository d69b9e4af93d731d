import "server-only";
import { recordDenial } from "@/lib/auth/record-denial";
import { PortalError } from "@/lib/errors";
import type { Envelope } from "@/lib/sns/envelope-schema";
import { openEnvelope } from "@/lib/sns/open-envelope";
import { parseAlarm } from "@/lib/sns/parse-alarm";
import { redactNotification } from "@/lib/sns/redact-notification";
import { verifyEnvelope } from "@/lib/sns/verify-envelope";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { ingestTotal } from "@/lib/telemetry/metrics";
import { openAlarm } from "../inbox/open-alarm";
import { storeDelivery } from "../inbox/store-delivery";
import { wakeInbox } from "../inbox/wake-inbox";
import type { IngestResult } from "../ingest-result";
import { noteSubscription } from "./note-subscription";

const log = loggerFor("ingest");

const RETRY_SECONDS = 5;

/**
 * Takes one message of Amazon SNS. Its signature says who sent it, and is checked before anything is stored; a refusal
 * is counted and in the ledger. Resolves once it is written down; a message that is no alarm is accepted and left
 * alone. 503: SNS sends it again.
 */
export async function ingestSns(ctx: RequestContext, route: string, body: Uint8Array): Promise<IngestResult> {
  const envelope = await open(ctx, route, body);
  const known: RequestContext = { ...ctx, actor: { kind: "machine", name: "cloudwatch", permissions: new Set() } };
  const isAlarm = envelope.Type === "Notification" && parseAlarm(envelope.Message) !== null;
  try {
    await noteSubscription(known, envelope);
    const stored = (isAlarm && redactNotification(envelope)) || body;
    if (isAlarm) await storeDelivery({ source: "cloudwatch", body: stored, opened: openAlarm(stored), ctx: known });
  } catch (error) {
    ingestTotal.inc({ source: "cloudwatch", status: "unavailable" });
    log.error({ err: error }, "a message of SNS could not be stored");
    throw new PortalError("unavailable", "The message was not stored: send it again.", {}, RETRY_SECONDS);
  }
  const accepted = isAlarm || envelope.Type !== "Notification";
  ingestTotal.inc({ source: "cloudwatch", status: accepted ? "accepted" : "ignored" });
  if (isAlarm) void wakeInbox();
  return { received: isAlarm ? 1 : 0 };
}

async function open(ctx: RequestContext, route: string, body: Uint8Array): Promise<Envelope> {
  try {
    const envelope = openEnvelope(body);
    await verifyEnvelope(envelope, ctx.now);
    return envelope;
  } catch (error) {
    const code = error instanceof PortalError ? error.code : "internal";
    ingestTotal.inc({ source: "cloudwatch", status: code === "unavailable" ? "unavailable" : "refused" });
    // The route wrapper itself writes down what is forbidden.
    if (error instanceof PortalError && code === "unauthenticated") await recordDenial(ctx, route, error);
    throw error;
  }
}
