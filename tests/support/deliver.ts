import { POST } from "@/app/api/ingest/alertmanager/route";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";

export const INGEST_TOKEN = "ingest-token-for-tests-0123456789abcdef";
process.env.INGEST_TOKENS ??= INGEST_TOKEN;
process.env.DATASOURCES_FILE ??= "tests/fixtures/datasources.yaml";

export interface TestAlert {
  status?: string;
  labels?: unknown;
  annotations?: unknown;
  startsAt?: unknown;
  endsAt?: unknown;
  fingerprint?: unknown;
  generatorURL?: unknown;
}

const noParams = { params: Promise.resolve({}) };

/** A delivery as Alertmanager makes it, straight to the route; resolves once it is applied. */
export async function deliver(alerts: unknown, extra: Record<string, unknown> = {}): Promise<Response> {
  const response = await deliverBody(
    JSON.stringify({ version: "4", status: "firing", alerts, truncatedAlerts: 0, ...extra }),
  );
  await wakeInbox();
  return response;
}

/** The same with any body; resolves as the sender's request does, when the delivery is written down. */
export function deliverBody(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://127.0.0.1/api/ingest/alertmanager", {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${INGEST_TOKEN}`, "content-type": "application/json", ...headers },
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
  return POST(request, noParams);
}

/** An alert of a delivery; `minutesAgo` is when it started. */
export function firing(alertname: string, minutesAgo = 10, labels: Record<string, string> = {}): TestAlert {
  return {
    status: "firing",
    labels: { alertname, severity: "critical", team: "platform", ...labels },
    annotations: { summary: `${alertname} burns` },
    startsAt: minutes(minutesAgo),
    endsAt: "0001-01-01T00:00:00Z",
  };
}

export function resolved(alertname: string, startedAgo = 10, endedAgo = 1, labels: Record<string, string> = {}) {
  return { ...firing(alertname, startedAgo, labels), status: "resolved", endsAt: minutes(endedAgo) };
}

/** ISO instant that many minutes before now. */
export function minutes(ago: number): string {
  return new Date(Date.now() - ago * 60_000).toISOString();
}
