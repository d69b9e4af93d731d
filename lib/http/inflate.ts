import "server-only";
import { promisify } from "node:util";
import { type Gunzip, gunzip } from "node:zlib";
import { PortalError } from "@/lib/errors";

interface Unpacked {
  buffer: Buffer;
  /** How many of the compressed bytes were used. */
  engine: Pick<Gunzip, "bytesWritten">;
}

/** With `info` Node tells more than its types do. */
const unpack = promisify(gunzip) as unknown as (body: Uint8Array, options: object) => Promise<Unpacked>;

/**
 * What a gzip body holds, all members of it. A bomb is given up as soon as more than `maxBytes` have come out: throws 413 then, and 400 for
 * one that is broken, cut off, or followed by anything but zeros, behind which Node looks no further.
 */
export async function inflate(body: Uint8Array, maxBytes: number): Promise<Buffer> {
  try {
    const { buffer, engine } = await unpack(body, { maxOutputLength: maxBytes, info: true });
    if (body.subarray(engine.bytesWritten).every((byte) => byte === 0)) return buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new PortalError("payload_too_large", `At most ${maxBytes} bytes may come out of a compressed body.`);
  }
  throw new PortalError("bad_request", "The body is not valid gzip.");
}
