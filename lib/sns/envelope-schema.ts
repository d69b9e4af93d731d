import { z } from "zod";

const MAX_FIELD = 256 * 1024;
const text = z.string().max(MAX_FIELD);

/** What every message of SNS over HTTPS carries; unknown members are tolerated, and not signed. */
const common = {
  MessageId: text,
  TopicArn: text,
  Message: text,
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: text,
  SigningCertURL: text,
};

/** A message of Amazon SNS as it arrives, before anything of it is believed. */
export const envelopeSchema = z.discriminatedUnion("Type", [
  z.object({ ...common, Type: z.literal("Notification"), Subject: text.nullish() }),
  z.object({
    ...common,
    Type: z.enum(["SubscriptionConfirmation", "UnsubscribeConfirmation"]),
    Token: text,
    SubscribeURL: text,
  }),
]);
export type Envelope = z.infer<typeof envelopeSchema>;
