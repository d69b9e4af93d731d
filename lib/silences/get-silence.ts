import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import { entryView } from "@/lib/audit/entry-view";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { findSilence } from "./find-silence";
import { hitAlerts } from "./hit-alerts";
import { heldBackBy } from "./merge-silences";
import { sourcesOf } from "./read-alertmanagers";
import { requestSubject, silenceSubject } from "./silence-entry";
import { settledRequests } from "./silence-requests";
import type { SilenceDetail } from "./silence-view";
import { toSilenceView } from "./to-silence-view";

const MAX_ENTRIES = 100;

/** One silence, the alerts it holds back, and what the ledger says of it. Throws 404 and 503. Needs silence:read. */
export async function getSilence(
  ctx: RequestContext,
  silenceId: string,
  clients = configuredSilenceClients(),
): Promise<SilenceDetail> {
  authorize(ctx.actor, "silence:read");
  const { silence, readings } = await findSilence(silenceId, clients);
  const requests = (await settledRequests([silenceId])).get(silenceId) ?? [];
  const alerts = silence.posted.status.state === "active" ? heldBackBy(silence, ctx.actor) : [];
  return {
    silence: toSilenceView(silence, requests, ctx.actor),
    alerts: alerts && (await hitAlerts(alerts)),
    history: await historyOf(
      silenceId,
      requests.map((request) => request.id),
    ),
    sources: sourcesOf(readings),
    asOf: ctx.now.toISOString(),
  };
}

async function historyOf(silenceId: string, requestIds: readonly string[]): Promise<SilenceDetail["history"]> {
  const subjects = [silenceSubject(silenceId), ...requestIds.map(requestSubject)];
  const rows = await (await db()).auditEntry.findMany({
    where: { subject: { in: subjects.map(({ type, id }) => `${type}:${id}`) } },
    orderBy: { seq: "desc" },
    take: MAX_ENTRIES,
  });
  return rows.map(entryView).map(({ seq, recordedAt, action, outcome, actorName, detail }) => ({
    seq,
    at: recordedAt,
    action,
    outcome,
    actor: actorName,
    detail,
  }));
}
