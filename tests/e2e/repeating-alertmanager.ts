import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import type { OwnPortal } from "./own-portal";

/** Tells a portal. The shipped routing repeats the Watchdog every minute; a second is the same, sooner. */
export function startRepeatingAlertmanager(
  { url, ingestToken: token }: Pick<OwnPortal, "url" | "ingestToken">,
  port: number,
): Promise<TestAlertmanager> {
  const webhook = `${url}/api/ingest/alertmanager`;
  const configuration = `
route: { receiver: portal, group_by: [alertname], group_wait: 200ms, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: portal
    webhook_configs:
      - url: ${webhook}
        http_config: { authorization: { credentials: ${token} } }
`;
  return startAlertmanager({ webhook, token, port, configuration });
}
