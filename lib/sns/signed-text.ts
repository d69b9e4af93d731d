import type { Envelope } from "./envelope-schema";

const NOTIFICATION = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
const CONFIRMATION = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

/** What SNS signs of a message: its named fields in their order, a line for each name and each value. Pure. */
export function signedText(envelope: Envelope): string {
  const fields = envelope.Type === "Notification" ? NOTIFICATION : CONFIRMATION;
  const values = envelope as unknown as Record<string, string | null | undefined>;
  // A subject that was not given is not signed.
  return fields.flatMap((name) => (values[name] == null ? [] : [`${name}\n${values[name]}\n`])).join("");
}
