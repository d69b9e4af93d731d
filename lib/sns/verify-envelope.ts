import "server-only";
import { verify, type X509Certificate } from "node:crypto";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { certificateAddress } from "./certificate-address";
import type { Envelope } from "./envelope-schema";
import { loadCertificate } from "./load-certificate";
import { signedText } from "./signed-text";

const MAX_AGE_MS = 60 * 60_000;
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
const ALGORITHMS = { "1": "RSA-SHA1", "2": "RSA-SHA256" } as const;

/**
 * Throws unless SNS signed this message lately for a topic that is listed: 403 for another topic, 401 for the rest. The
 * cheap questions come first, so that a stranger's message has nothing fetched.
 */
export async function verifyEnvelope(envelope: Envelope, now: Date): Promise<void> {
  if (!env().SNS_TOPIC_ARNS.includes(envelope.TopicArn))
    throw new PortalError("forbidden", "This topic is not listed in SNS_TOPIC_ARNS.");
  const age = now.getTime() - Date.parse(envelope.Timestamp);
  if (age > MAX_AGE_MS || age < -MAX_CLOCK_SKEW_MS) throw refused("The message is too old, or from the future.");
  const address = certificateAddress(envelope.SigningCertURL);
  if (!address) throw refused("The certificate's address is not one of SNS.");
  const certificate = await loadCertificate(address);
  if (!certificate || !isValid(certificate, now)) throw refused("The certificate is not known or not valid.");
  if (!isSigned(envelope, certificate)) throw refused("The signature is not right.");
}

function isValid({ validFrom, validTo, publicKey }: X509Certificate, now: Date): boolean {
  const at = now.getTime();
  return publicKey.asymmetricKeyType === "rsa" && Date.parse(validFrom) <= at && at <= Date.parse(validTo);
}

function isSigned(envelope: Envelope, { publicKey }: X509Certificate): boolean {
  const signature = Buffer.from(envelope.Signature, "base64");
  return verify(ALGORITHMS[envelope.SignatureVersion], Buffer.from(signedText(envelope)), publicKey, signature);
}

function refused(words: string): PortalError {
  return new PortalError("unauthenticated", words);
}
