import { execFileSync } from "node:child_process";
import { randomUUID, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { POST } from "@/app/api/ingest/sns/route";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";

export const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
export const CERTIFICATE = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
export const SNS = "https://sns.us-east-1.amazonaws.com";

const directory = mkdtempSync(path.join(tmpdir(), "sns-"));
const key = path.join(directory, "key.pem");
execFileSync(
  "openssl",
  // biome-ignore format: one option and its value after the other
  ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sns.amazonaws.com", "-keyout", key, "-out", path.join(directory, CERTIFICATE)],
  { stdio: "ignore" },
);
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const privateKey = readFileSync(key);
process.env.SNS_TOPIC_ARNS = `${TOPIC},${TOPIC}-idle`;
process.env.SNS_CERTIFICATES_DIR = directory;

export type Message = Record<string, string>;

/** The order in which SNS's documentation names the fields it signs; written here apart from the portal's own. */
const SIGNED = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  Other: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
};

/** A message of SNS, signed with a key made for this run. */
export function signed(fields: Message, version: "1" | "2" = "2"): Message {
  const message: Message = {
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: TOPIC,
    Message: "hello",
    Timestamp: new Date().toISOString(),
    SignatureVersion: version,
    SigningCertURL: `${SNS}/${CERTIFICATE}`,
    ...fields,
  };
  const names = message.Type === "Notification" ? SIGNED.Notification : SIGNED.Other;
  const text = names
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join("");
  return {
    ...message,
    Signature: sign(version === "1" ? "sha1" : "sha256", Buffer.from(text), privateKey).toString("base64"),
  };
}

/** The two kinds of message about the subscription itself. */
export function confirmation(fields: Message = {}): Message {
  const Token = "2336412f37";
  const SubscribeURL = `${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=${Token}`;
  return signed({ Type: "SubscriptionConfirmation", Token, SubscribeURL, ...fields });
}

/** The alarm of a notification, as CloudWatch writes it; `secondsAgo` is when its state changed. */
export function alarm(state: string, secondsAgo: number, fields: Record<string, unknown> = {}): string {
  const at = new Date(Date.now() - secondsAgo * 1_000).toISOString();
  return JSON.stringify({
    AlarmName: "db-cpu",
    AlarmDescription: "The database's processor is busy",
    AWSAccountId: "123456789012",
    NewStateValue: state,
    NewStateReason: `Threshold Crossed: now ${state}`,
    StateChangeTime: at.replace("Z", "+0000"),
    Region: "US East (N. Virginia)",
    AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:db-cpu",
    OldStateValue: "OK",
    Trigger: {
      MetricName: "CPUUtilization",
      Namespace: "AWS/RDS",
      Statistic: "AVERAGE",
      Dimensions: [{ value: "medinovai", name: "DBInstanceIdentifier" }],
      Threshold: 80,
    },
    ...fields,
  });
}

/** To the route as SNS sends it; resolves once it is applied. */
export async function send(body: Message | BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://127.0.0.1/api/ingest/sns", {
    method: "POST",
    headers: { "content-type": "text/plain; charset=UTF-8", ...headers },
    body: typeof body === "object" && "Type" in body ? JSON.stringify(body) : (body as BodyInit),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  await wakeInbox();
  return response;
}

export const notify = (message: string, version: "1" | "2" = "2") => send(signed({ Message: message }, version));
