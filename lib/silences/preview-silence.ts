import "server-only";
import { configuredSilenceClients } from "@/lib/alertmanager/configured";
import { isWatchdog, mapPolledAlert, type PolledObservation } from "@/lib/alertmanager/map-alert";
import { mayKnow } from "@/lib/alertmanager/security-scope";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { Matcher } from "@/lib/matchers/matcher";
import { tooWide } from "@/lib/matchers/too-wide";
import { redactionSource } from "@/lib/phi/redaction-source";
import type { RequestContext } from "@/lib/telemetry/context";
import { chooseAlertmanagers } from "./choose-alertmanagers";
import { unreachable } from "./find-silence";
import { hitAlerts } from "./hit-alerts";
import { withoutWatchdog } from "./merge-silences";
import type { SilencePreview } from "./preview-view";
import { upstreamWords } from "./read-alertmanagers";
import { refusePhiMatchers } from "./refuse-phi-matchers";
import type { PreviewSilenceInput } from "./silence-input";

const DEADLINE_MS = 15_000;
/** "All of one" is said of any alert that is alone with its severity. */
const MIN_WHOLE = 2;

/**
 * What a silence with these matchers would hold back at this moment. Alertmanager itself matches, so its rules for
 * regular expressions and missing labels hold. Throws 503 when it does not answer, 422 for matchers that could name a person. Needs silence:read.
 */
export async function previewSilence(
  ctx: RequestContext,
  { matchers, alertmanager }: PreviewSilenceInput,
  clients = configuredSilenceClients(),
): Promise<SilencePreview> {
  authorize(ctx.actor, "silence:read");
  refusePhiMatchers(matchers);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const { names, sources } = await chooseAlertmanagers(clients, alertmanager, signal);
  const peers = clients.filter(({ name }) => names.includes(name));
  const wide = tooWide(matchers);
  const matched = wide ? { refused: wide } : await matchAll(peers, matchers, signal);
  const alerts = "refused" in matched ? [] : matched.filter((alert) => mayKnow(ctx.actor, alert));
  const counted = withoutWatchdog(alerts);
  return {
    refusal: "refused" in matched ? matched.refused : null,
    alerts: await hitAlerts(counted),
    hit: counted.length,
    critical: counted.filter((alert) => alert.severity === "critical").length,
    wholeSeverities: await wholeSeverities(counted, ctx.actor),
    watchdog: alerts.some(isWatchdog),
    alertmanagers: names,
    sources,
    asOf: ctx.now.toISOString(),
  };
}

/** What any of the peers has: they should all get the same alerts, but one may lag behind. */
async function matchAll(
  peers: readonly SilenceClient[],
  matchers: readonly Matcher[],
  signal: AbortSignal,
): Promise<PolledObservation[] | { refused: string }> {
  const answers = await Promise.allSettled(peers.map((peer) => peer.matching(matchers, signal)));
  const alerts = new Map<string, PolledObservation>();
  let answered = false;
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "rejected") continue;
    const { value } = answer;
    if ("refused" in value) return value;
    answered = true;
    const mapped = redactionSource.run(`alertmanager ${peers[index]!.name}`, () => value.map(mapPolledAlert));
    for (const alert of mapped) alerts.set(alert.identity, alert);
  }
  if (answered) return [...alerts.values()];
  const [first] = answers;
  throw unreachable({
    name: peers[0]?.name ?? "",
    words: upstreamWords(first?.status === "rejected" ? first.reason : null),
  });
}

/** Severities of which every open alert is hit. An alert that the actor may not know of is not missed either. */
async function wholeSeverities(alerts: readonly PolledObservation[], actor: Actor): Promise<string[]> {
  const hit = new Set(alerts.map((alert) => alert.identity));
  const rows = await (await db()).episode.findMany({
    where: { state: { not: "resolved" }, severity: { in: [...new Set(alerts.map((alert) => alert.severity))] } },
    select: { identity: true, severity: true, team: true, labels: true },
  });
  const open = rows.filter(({ team, labels }) => mayKnow(actor, { team, labels: labels as Record<string, string> }));
  const severities = [...new Set(open.map(({ severity }) => severity))];
  return severities.filter((severity) => {
    const some = open.filter((episode) => episode.severity === severity);
    return some.length >= MIN_WHOLE && some.every(({ identity }) => hit.has(identity));
  });
}
