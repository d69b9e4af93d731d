import "server-only";
import { PortalError } from "@/lib/errors";
import { bodyAtHand } from "./body-at-hand";

/**
 * Reads a body of at most `maxBytes`, whatever Content-Length claims. Throws 415 for another type and for a compressed
 * one, 413, and 400 when it breaks off.
 */
export async function readBytes(request: Request, maxBytes: number, ...types: string[]): Promise<Buffer> {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(given)) throw new PortalError("unsupported_media_type", `Send ${types.join(" or ")}`);
  if ((request.headers.get("content-encoding") ?? "identity") !== "identity")
    throw new PortalError("unsupported_media_type", "Send it uncompressed.");
  const whole = bodyAtHand.get(request);
  if (whole === undefined) return gather(request.body, maxBytes);
  if (whole.byteLength > maxBytes) throw tooLarge(maxBytes);
  return whole;
}

async function gather(body: Request["body"], maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw new PortalError("bad_request", "The body broke off.");
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(maxBytes: number): PortalError {
  return new PortalError("payload_too_large", `At most ${maxBytes} bytes are accepted.`);
}
