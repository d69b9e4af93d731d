import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const SHIPPED = path.resolve(import.meta.dirname, "../../deploy/alertmanager");
const OUTSIDE = ["email_configs", "slack_configs", "pagerduty_configs"];

/** The shipped configuration, for one machine: routes, inhibition and intervals as they are, nobody outside is told. */
export function alertmanagerConfig({ portalUrl, tokenFile }) {
  const config = parse(readFileSync(path.join(SHIPPED, "alertmanager.yml"), "utf8"));
  config.global = { resolve_timeout: config.global.resolve_timeout };
  config.templates = config.templates.map((pattern) => path.join(SHIPPED, pattern));
  for (const receiver of config.receivers) {
    for (const channel of OUTSIDE) delete receiver[channel];
    for (const webhook of receiver.webhook_configs ?? []) {
      webhook.url = `${portalUrl}/api/ingest/alertmanager`;
      webhook.http_config.authorization.credentials_file = tokenFile;
    }
  }
  return config;
}
