import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { PortalError } from "@/lib/errors";
import { tooWide } from "@/lib/matchers/too-wide";
import type { RequestContext } from "@/lib/telemetry/context";
import { attemptCreate } from "./attempt-create";
import { carryOut } from "./carry-out";
import { chooseAlertmanagers } from "./choose-alertmanagers";
import { endOf } from "./end-of";
import { type Asked, earlierRequest, type Intent, recordIntent } from "./record-intent";
import { refusePhiMatchers } from "./refuse-phi-matchers";
import { requireSilencer } from "./require-silencer";
import type { CreateSilenceInput } from "./silence-input";
import type { SilenceResult } from "./silence-view";

const CHOICE_MS = 10_000;

/**
 * Has Alertmanager hold back alerts that match, under the caller's name. The request is in the ledger before
 * Alertmanager is asked, and what became of it after. Throws 422 (matchers, one that could name a person, end,
 * Alertmanager's own refusal), 503 (no Alertmanager answers), 502 (it failed; or it is not known whether it was done).
 * Needs silence:write, and a person.
 */
export async function createSilence(
  ctx: RequestContext,
  input: CreateSilenceInput,
  idempotencyKey: string | null,
  clients = configuredSilenceClients(),
): Promise<SilenceResult> {
  const actor = requireSilencer(ctx);
  const asked: Asked = { actor, idempotencyKey, body: { verb: "create-silence", ...input } };
  const earlier = await earlierRequest(asked);
  const recorded = earlier
    ? { row: earlier, isNew: false }
    : await recordIntent(ctx, asked, await intentOf(input, clients));
  return carryOut(ctx, recorded, attemptCreate(clients));
}

async function intentOf(
  input: CreateSilenceInput,
  clients: Parameters<typeof chooseAlertmanagers>[0],
): Promise<Intent> {
  const refusal = tooWide(input.matchers);
  if (refusal) throw new PortalError("unprocessable", refusal);
  const { matchers, reason } = input;
  refusePhiMatchers(matchers);
  const endsAt = endOf(input, await databaseNow(await db()));
  const { names } = await chooseAlertmanagers(clients, input.alertmanager, AbortSignal.timeout(CHOICE_MS));
  return { kind: "create", alertmanagers: names, silenceId: null, matchers, endsAt, reason };
}
