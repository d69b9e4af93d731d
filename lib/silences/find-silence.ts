import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { PortalError } from "@/lib/errors";
import { type KnownSilence, mergeSilences } from "./merge-silences";
import { type Readings, readAlertmanagers } from "./read-alertmanagers";

const DEADLINE_MS = 15_000;
const RETRY_SECONDS = 10;

/**
 * One silence by Alertmanager's id. Throws 404 when every Alertmanager answered and none has it, 503 when one that
 * does not answer might.
 */
export async function findSilence(
  silenceId: string,
  clients: readonly SilenceClient[] = configuredSilenceClients(),
  options: { alerts?: boolean } = {},
): Promise<{ silence: KnownSilence; readings: Readings }> {
  const readings = await readAlertmanagers(clients, AbortSignal.timeout(DEADLINE_MS), options);
  const silence = mergeSilences(readings).get(silenceId);
  if (silence) return { silence, readings };
  const [silent] = readings.silent;
  if (silent) throw unreachable(silent);
  throw new PortalError("not_found", "There is no such silence: Alertmanager forgets them some days after their end.");
}

export function unreachable({ name, words }: { name: string; words: string }): PortalError {
  return new PortalError("unavailable", `Alertmanager ${name} does not answer. ${words}`, {}, RETRY_SECONDS);
}
