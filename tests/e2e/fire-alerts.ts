import { readFileSync } from "node:fs";

const FOLDER = process.env.E2E_DEMO_DIR ?? ".data/e2e";
const HOUR_MS = 3_600_000;

/** Alerts put into the demo's real Alertmanager, as Prometheus would; they go on firing for an hour, or until `end`. */
export async function fireAlerts(labels: readonly Record<string, string>[], end = false): Promise<void> {
  const { alertmanager } = JSON.parse(readFileSync(`${FOLDER}/demo.json`, "utf8")) as { alertmanager: string };
  // A second apart: lists sort by start, and the order of equal ones is nobody's business.
  const alerts = labels.map((one, index) => ({
    labels: { severity: "critical", team: "platform", ...one },
    annotations: { summary: `${one.alertname} for a test` },
    startsAt: new Date(Date.now() - 60_000 + index * 1_000).toISOString(),
    endsAt: new Date(Date.now() + (end ? -1_000 : HOUR_MS)).toISOString(),
  }));
  const response = await fetch(`${alertmanager}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts),
  });
  if (!response.ok) throw new Error(`Alertmanager refused: ${await response.text()}`);
}
