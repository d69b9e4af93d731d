import { PortalError } from "@/lib/errors";

/** Fifty thousand alerts with twenty labels and annotations each have half of it. */
const MAX_PARTS = 2_000_000;
/** Fewer bytes cannot hold more parts. */
const MIN_BYTES = MAX_PARTS;
/** One for each byte that begins a part: [ { , */
const begins = new Uint8Array(256);
for (const sign of "[{,") begins[sign.charCodeAt(0)] = 1;

/**
 * Throws 413 for a body that is nearly nothing but brackets and commas: parsing 32 MiB of them takes ten seconds, in which
 * nobody else is answered, and gigabytes. Texts are counted with the rest: this is a look, not a parser.
 */
export function refuseIntricate(body: Uint8Array): void {
  if (body.byteLength < MIN_BYTES) return;
  let parts = 0;
  // By index: over 32 MiB an iterator costs four times as much.
  for (let index = 0; index < body.length; index++) parts += begins[body[index]!]!;
  if (parts > MAX_PARTS) throw new PortalError("payload_too_large", "The body has too many parts.");
}
