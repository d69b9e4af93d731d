import { randomUUID } from "node:crypto";
import { POST } from "@/app/api/ingest/audit-events/route";
import { type BatchReport, batchReportSchema } from "@/lib/audit-events/batch-report";
import { routeParams } from "./actor-request";

export const CHATBOT_TOKEN = "chatbot-token-for-tests-0123456789abcdef";
export const VOICE_TOKEN = "voice-token-for-tests-0123456789abcdefgh";
process.env.AUDIT_EMITTERS ??= `chatbot=${CHATBOT_TOKEN},voice=${VOICE_TOKEN}`;

/** A good event; `changes` go over it. */
export function reported(seq: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: randomUUID(),
    seq,
    event_type: "LOGIN_SUCCESS",
    timestamp: new Date().toISOString(),
    user_id: "u-4711",
    ip_address: "203.0.113.7",
    details: { method: "password" },
    ...changes,
  };
}

/** An access to data, as the guide's DataAccess has it. */
export function accessed(seq: number, access: Record<string, unknown> = {}): Record<string, unknown> {
  const whole = {
    resource_type: "conversation",
    subject_ref: "p-7f3a9c",
    action: "read",
    granted: true,
    phi_involved: true,
    encrypted: true,
    ...access,
  };
  return reported(seq, { event_type: "DATA_ACCESS", access: whole });
}

/** A body straight to the route, with the chatbot's token. */
export function sendBody(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://127.0.0.1/api/ingest/audit-events", {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${CHATBOT_TOKEN}`, "content-type": "application/x-ndjson", ...headers },
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
  return POST(request, routeParams());
}

/** Lines that must be answered with 200; a text is a line as it is. */
export async function report(lines: readonly unknown[], token = CHATBOT_TOKEN): Promise<BatchReport> {
  const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  const response = await sendBody(text, { authorization: `Bearer ${token}` });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return batchReportSchema.parse(await response.json());
}
