import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { attemptExpire } from "./attempt-expire";
import { carryOut } from "./carry-out";
import { findSilence } from "./find-silence";
import { type Asked, earlierRequest, type Intent, recordIntent } from "./record-intent";
import { requireSilencer } from "./require-silencer";
import type { ExpireSilenceInput } from "./silence-input";
import type { SilenceResult } from "./silence-view";

/**
 * Ends a silence now, whoever made it. Throws 404, 409 (it is over already), 502 and 503 as for a new one. Needs
 * silence:write, and a person.
 */
export async function expireSilence(
  ctx: RequestContext,
  silenceId: string,
  { reason }: ExpireSilenceInput,
  idempotencyKey: string | null,
  clients = configuredSilenceClients(),
): Promise<SilenceResult> {
  const actor = requireSilencer(ctx);
  const asked: Asked = { actor, idempotencyKey, body: { verb: "expire-silence", silenceId, reason } };
  const earlier = await earlierRequest(asked);
  const recorded = earlier
    ? { row: earlier, isNew: false }
    : await recordIntent(ctx, asked, await intentOf(silenceId, reason, clients));
  return carryOut(ctx, recorded, attemptExpire(clients));
}

async function intentOf(silenceId: string, reason: string, clients: readonly SilenceClient[]): Promise<Intent> {
  const { silence } = await findSilence(silenceId, clients, { alerts: false });
  const { posted, readings } = silence;
  if (posted.status.state === "expired") throw new PortalError("conflict", "The silence is over already.");
  const alertmanagers = readings.map(({ client }) => client.name);
  return { kind: "expire", alertmanagers, silenceId, matchers: posted.matchers, endsAt: null, reason };
}
