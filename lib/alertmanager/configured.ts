import "server-only";
import { datasources } from "@/lib/datasources/registry";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { env } from "@/lib/env";
import { type AlertmanagerClient, createAlertmanagerClient } from "./client";
import { type LoadedConfiguration, loadedConfiguration } from "./loaded-configuration";
import { createSilenceClient, type SilenceClient } from "./silence-client";

// On globalThis: the server bundle is loaded more than once, and each of these holds one connection pool.
const holder = globalThis as unknown as { portalAlertmanagers?: UpstreamHttp[] };

function connections(): UpstreamHttp[] {
  holder.portalAlertmanagers ??= datasources().alertmanagers.map((config) =>
    createUpstreamHttp(config, env().QUERY_TIMEOUT_SECONDS * 1000),
  );
  return holder.portalAlertmanagers;
}

/** A client for every Alertmanager of the sources file; none when it names none. */
export function configuredAlertmanagers(): AlertmanagerClient[] {
  return connections().map(createAlertmanagerClient);
}

/** The same Alertmanagers, for their silences. */
export function configuredSilenceClients(): SilenceClient[] {
  return connections().map(createSilenceClient);
}

/** The same Alertmanagers, for the configuration each has loaded. */
export function configuredConfigurations(): {
  name: string;
  configuration(signal: AbortSignal): Promise<LoadedConfiguration>;
}[] {
  return connections().map((http) => ({
    name: http.name,
    configuration: (signal) => loadedConfiguration(http, signal),
  }));
}

/** For tests: use these connections instead of the ones the sources file names. */
export function replaceAlertmanagers(replacement: UpstreamHttp[]): void {
  holder.portalAlertmanagers = replacement;
}
