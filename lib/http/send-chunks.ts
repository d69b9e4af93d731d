import "server-only";
import type { ServerResponse } from "node:http";

/** Writes chunks as they come, and no faster than the reader takes them; stops asking for more when the reader left. */
export async function sendChunks(chunks: AsyncIterable<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  for await (const chunk of chunks) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(chunk)) await new Promise((resolve) => outgoing.once("drain", resolve).once("close", resolve));
  }
}
