import "server-only";
import { configuredAlertmanagers } from "@/lib/alertmanager/configured";
import type { Transaction } from "@/lib/db/client";
import { LEG } from "./source-legs";

const FRESH_SECONDS = 90;

/** Whether every configured Alertmanager answered its last polls, so that a question to them is answered soon. */
export async function alertmanagersAnswer(
  tx: Transaction,
  names: readonly string[] = configuredAlertmanagers().map(({ name }) => name),
): Promise<boolean> {
  if (names.length === 0) return false;
  const legs = names.map(LEG.pollOf);
  const [row] = await tx.$queryRaw<{ fresh: number }[]>`
    SELECT count(*)::int AS fresh FROM heartbeats
    WHERE leg = ANY(${legs}::text[]) AND (error_at IS NULL OR error_at < last_seen_at)
      AND last_seen_at > clock_timestamp() - make_interval(secs => ${FRESH_SECONDS}::int)`;
  return row?.fresh === legs.length;
}
