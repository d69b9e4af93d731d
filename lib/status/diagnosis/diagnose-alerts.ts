import "server-only";
import { configuredConfigurations } from "@/lib/alertmanager/configured";
import type { LoadedConfiguration } from "@/lib/alertmanager/loaded-configuration";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import type { Finding } from "./diagnosis-view";
import { findWebhook } from "./find-webhook";
import { guardRules } from "./guard-rules";
import { judgeRules } from "./judge-rules";
import { lookAt } from "./look-at";
import type { Looked } from "./tell-once";

const PROMETHEUS_FIX = "Start it, or mend its address and credentials in the sources file (DATASOURCES_FILE).";
const ALERTMANAGER_FIX =
  'Start Alertmanager, or mend its address under "alertmanagers" in the sources file (DATASOURCES_FILE).';

/** "Alerts do not fire": the rules of each Prometheus, each Alertmanager with its configuration, and the webhook. */
export async function diagnoseAlerts(sources: readonly PrometheusSource[]): Promise<Looked[]> {
  const rules = sources.map((source) => {
    const about = { id: `rules:${source.name}`, title: `Rules of ${source.name}` };
    return lookAt(`source:${source.name}`, about, PROMETHEUS_FIX, async (signal) => {
      const groups = await noteAnswer(source.name, source.rules(signal));
      return judgeRules(source.name, guardRules(source.name, groups), Date.now());
    });
  });
  const configured = configuredConfigurations();
  const alertmanagers = configured.map(({ name, configuration }) => {
    const about = { id: `alertmanager:${name}`, title: `Alertmanager ${name}` };
    return lookAt(about.id, about, ALERTMANAGER_FIX, async (signal) =>
      judgeConfiguration(about, await configuration(signal)),
    );
  });
  if (alertmanagers.length === 0) alertmanagers.push(Promise.resolve(NO_ALERTMANAGER));
  return Promise.all([...rules, ...alertmanagers, findWebhook(configured.length)]);
}

const NO_ALERTMANAGER: Finding = {
  id: "alertmanager",
  state: "wrong",
  title: "Alertmanager",
  words: "None is configured: what a webhook loses is found by nobody.",
  items: [],
  fix: 'Name it under "alertmanagers" in the sources file (DATASOURCES_FILE).',
};

function judgeConfiguration(about: Pick<Finding, "id" | "title">, { hash, namesPortal }: LoadedConfiguration): Finding {
  const loaded = `It answers; the configuration it has loaded is ${hash}`;
  if (namesPortal === false)
    return {
      ...about,
      state: "wrong",
      words: `${loaded}, and nothing in it names the portal's webhook.`,
      items: [],
      fix: "Add a webhook receiver with the portal's address and /api/ingest/alertmanager, and a route to it that continues.",
    };
  const names = namesPortal ? "and names the portal's webhook" : "and does not show where its webhooks go";
  return { ...about, state: "ok", words: `${loaded} ${names}.`, items: [], fix: null };
}
