import "server-only";
import type { ServerResponse } from "node:http";

/** Writes chunks as they come, and no faster than the reader takes them; stops asking for more when the reader left. */
export async function sendChunks(chunks: AsyncIterable<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  for await (const chunk of chunks) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(chunk)) await taken(outgoing);
  }
}

/** Leaves no listener behind: a slow reader is waited for many times. */
function taken(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.on("drain", done).on("close", done);
  });
}
