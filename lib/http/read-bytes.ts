import "server-only";
import { PortalError } from "@/lib/errors";
import type { AskedRequest } from "./asked-request";
import { inflate } from "./inflate";

interface Accepted {
  maxBytes: number;
  /** Types without parameters. */
  types: readonly string[];
  /** Whether it may come as gzip; `maxBytes` holds for what comes and for what comes out of it. */
  gzip?: boolean;
}

/**
 * Reads a body of at most `maxBytes`, whatever Content-Length claims. Throws 415 for another type and another
 * compression, 413, and 400 when it breaks off.
 */
export async function readBytes(request: AskedRequest, { maxBytes, types, gzip = false }: Accepted): Promise<Buffer> {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(given)) throw new PortalError("unsupported_media_type", `Send ${types.join(" or ")}`);
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && !(gzip && encoding === "gzip"))
    throw new PortalError(
      "unsupported_media_type",
      gzip ? "Send it as gzip or uncompressed." : "Send it uncompressed.",
    );
  const body = request.bodyAtHand ?? (await gather(request, maxBytes));
  if (body.byteLength > maxBytes) throw tooLarge(maxBytes);
  return encoding === "gzip" ? inflate(body, maxBytes) : body;
}

async function gather({ body, headers }: AskedRequest, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw brokenOff();
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  // Where the sender left, the framework ends a body as if it were whole.
  if (size < Number(headers.get("content-length") ?? 0)) throw brokenOff();
  return Buffer.concat(chunks, size);
}

function brokenOff(): PortalError {
  return new PortalError("bad_request", "The body broke off.");
}

function tooLarge(maxBytes: number): PortalError {
  return new PortalError("payload_too_large", `At most ${maxBytes} bytes are accepted.`);
}
