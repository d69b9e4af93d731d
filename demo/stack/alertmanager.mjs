import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { alertmanagerConfig } from "./alertmanager-config.mjs";
import { waitFor } from "./wait-for.mjs";

/** Starts Alertmanager with the shipped routing; nobody outside is notified, only the portal. */
export async function startAlertmanager({ processes, program, folder, port, portalUrl, tokenFile }) {
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, "alertmanager.yml");
  writeFileSync(config, stringify(alertmanagerConfig({ portalUrl, tokenFile })));
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
