import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { attemptExtend } from "./attempt-extend";
import { carryOut } from "./carry-out";
import { endOf } from "./end-of";
import { findSilence } from "./find-silence";
import { type Asked, earlierRequest, type Intent, recordIntent } from "./record-intent";
import { requireSilencer } from "./require-silencer";
import type { ExtendSilenceInput } from "./silence-input";
import type { SilenceResult } from "./silence-view";

/**
 * Gives a silence a later end, whoever made it. Throws 404, 409 (it is over), 422 (not later, too far, refused), 502
 * and 503 as for a new one. Needs silence:write, and a person.
 */
export async function extendSilence(
  ctx: RequestContext,
  silenceId: string,
  input: ExtendSilenceInput,
  idempotencyKey: string | null,
  clients = configuredSilenceClients(),
): Promise<SilenceResult> {
  const actor = requireSilencer(ctx);
  const asked: Asked = { actor, idempotencyKey, body: { verb: "extend-silence", silenceId, ...input } };
  const earlier = await earlierRequest(asked);
  const recorded = earlier
    ? { row: earlier, isNew: false }
    : await recordIntent(ctx, asked, await intentOf(silenceId, input, clients));
  return carryOut(ctx, recorded, attemptExtend(clients));
}

async function intentOf(
  silenceId: string,
  input: ExtendSilenceInput,
  clients: readonly SilenceClient[],
): Promise<Intent> {
  const { silence } = await findSilence(silenceId, clients, { alerts: false });
  const { posted, readings } = silence;
  if (posted.status.state === "expired") throw new PortalError("conflict", "The silence is over: make a new one.");
  const endsAt = endOf(input, await databaseNow(await db()));
  if (endsAt.getTime() <= Date.parse(posted.endsAt))
    throw new PortalError("unprocessable", "The silence lasts longer already.", { endsAt: posted.endsAt });
  const alertmanagers = readings.map(({ client }) => client.name);
  return { kind: "extend", alertmanagers, silenceId, matchers: posted.matchers, endsAt, reason: input.reason };
}
