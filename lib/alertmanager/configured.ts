import "server-only";
import { datasources } from "@/lib/datasources/registry";
import { createUpstreamHttp } from "@/lib/datasources/upstream-http";
import { env } from "@/lib/env";
import { type AlertmanagerClient, createAlertmanagerClient } from "./client";

// On globalThis: the server bundle is loaded more than once, and each client holds one connection pool.
const holder = globalThis as unknown as { portalAlertmanagers?: AlertmanagerClient[] };

/** A client for every Alertmanager of the sources file; none when it names none. */
export function configuredAlertmanagers(): readonly AlertmanagerClient[] {
  holder.portalAlertmanagers ??= datasources().alertmanagers.map((config) =>
    createAlertmanagerClient(createUpstreamHttp(config, env().QUERY_TIMEOUT_SECONDS * 1000)),
  );
  return holder.portalAlertmanagers;
}
