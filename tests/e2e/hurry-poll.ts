import { expect } from "@playwright/test";
import { addresses } from "./demo-control";
import { demoSecrets } from "./demo-secrets";

const POLL = "job:reconcile-alerts";

/**
 * Has the portal ask Alertmanager within two seconds, not thirty: a delivery says that it could not hold everything.
 * Resolves when the answer is in.
 */
export async function hurryPoll(): Promise<void> {
  const { portal } = addresses();
  const before = await polledAt();
  const response = await fetch(`${portal}/api/ingest/alertmanager`, {
    method: "POST",
    headers: { authorization: `Bearer ${demoSecrets().ingest}`, "content-type": "application/json" },
    body: JSON.stringify({ version: "4", status: "firing", alerts: [], truncatedAlerts: 1 }),
  });
  expect(response.status).toBe(200);
  await expect.poll(polledAt, { timeout: 30_000, intervals: [2_000] }).toBeGreaterThan(before);

  async function polledAt(): Promise<number> {
    const headers = { authorization: `Bearer ${demoSecrets().metrics}` };
    const health = (await (await fetch(`${portal}/api/health/deep`, { headers })).json()) as {
      legs: { id: string; lastSeenAt: string | null }[];
    };
    return Date.parse(health.legs.find(({ id }) => id === POLL)?.lastSeenAt ?? "") || 0;
  }
}
