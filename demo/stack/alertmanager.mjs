import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { waitFor } from "./wait-for.mjs";

const SHIPPED = new URL("../../deploy/alertmanager/", import.meta.url);
const OUTSIDE = ["email_configs", "slack_configs", "pagerduty_configs"];

/** Starts Alertmanager with the shipped routing; nobody outside is notified, only the portal. */
export async function startAlertmanager({ processes, program, folder, port, portalUrl, tokenFile }) {
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, "alertmanager.yml");
  writeFileSync(config, stringify(demoConfig(portalUrl, tokenFile)));
  const url = `http://127.0.0.1:${port}`;
  const started = processes.start("alertmanager", program, [
    `--config.file=${config}`,
    `--storage.path=${path.join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.external-url=${url}`,
    "--cluster.listen-address=", // left out, it listens on 0.0.0.0:9094
    "--log.level=warn",
  ]);
  await waitFor(`${url}/-/ready`, { name: "Alertmanager", ended: started.ended, seconds: 60 });
  return url;
}

function demoConfig(portalUrl, tokenFile) {
  const config = parse(readFileSync(new URL("alertmanager.yml", SHIPPED), "utf8"));
  config.global = { resolve_timeout: config.global.resolve_timeout };
  config.templates = [];
  for (const receiver of config.receivers) {
    for (const channel of OUTSIDE) delete receiver[channel];
    for (const webhook of receiver.webhook_configs ?? []) {
      webhook.url = `${portalUrl}/api/ingest/alertmanager`;
      webhook.http_config.authorization.credentials_file = tokenFile;
    }
  }
  return config;
}
