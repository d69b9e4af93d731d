import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { say } from "../../scripts/bootstrap/progress.mjs";
import { deploymentsBetween, versionOf } from "../model/deployments.mjs";

const DAY = 86_400;
const HISTORY_DAYS = 35;

/** Tells the portal of the releases since the last start, as a deployment pipeline would. */
export async function announceDeployments({ portalUrl, token, folder }) {
  const file = path.join(folder, "deployments.json");
  const now = Date.now() / 1000;
  const told = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).until : now - HISTORY_DAYS * DAY;
  for (const time of deploymentsBetween(told, now)) {
    const response = await fetch(`${portalUrl}/api/ingest/annotations`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({
        kind: "deployment",
        title: `Backend ${versionOf(time)}`,
        detail: "Rolled out by the deployment pipeline.",
        at: new Date(time * 1000).toISOString(),
      }),
    });
    if (!response.ok) return say(`The portal did not take the deployment marks (${response.status})`);
  }
  writeFileSync(file, JSON.stringify({ until: now }));
}
