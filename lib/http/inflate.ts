import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PortalError } from "@/lib/errors";

const unpack = promisify(gunzip);

/**
 * What a gzip body holds. A bomb is given up as soon as more than `maxBytes` have come out: throws 413 then, and 400 for
 * one that is broken or cut off.
 */
export async function inflate(body: Uint8Array, maxBytes: number): Promise<Buffer> {
  try {
    return await unpack(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new PortalError("payload_too_large", `At most ${maxBytes} bytes may come out of a compressed body.`);
    throw new PortalError("bad_request", "The body is not valid gzip.");
  }
}
