import { PortalError } from "@/lib/errors";
import { parseJson } from "@/lib/http/parse-json";
import { type Envelope, envelopeSchema } from "./envelope-schema";

/** Reads a body as a message of SNS. Throws 400 for anything else. */
export function openEnvelope(body: Uint8Array): Envelope {
  const parsed = envelopeSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new PortalError("bad_request", "This is not a message of Amazon SNS.");
  return parsed.data;
}
