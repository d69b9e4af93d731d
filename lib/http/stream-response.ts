import "server-only";
import { BODY_ENCODING_HEADER } from "./restore-content-encoding";

/** Sends chunks as they come. A reader that leaves aborts `controller`, and with it the work behind the chunks. */
export function streamResponse(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  headers: Record<string, string>,
  controller: AbortController,
): Response {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(stream) {
      try {
        const { done, value } = await chunks.next();
        if (done) stream.close();
        else stream.enqueue(value);
      } catch (error) {
        controller.abort(error);
        stream.error(error); // the headers are gone: a broken stream is the only honest sign left
      }
    },
    cancel(reason) {
      controller.abort(reason);
    },
  });
  const encoding = headers["content-encoding"];
  return new Response(body, { headers: encoding ? { ...headers, [BODY_ENCODING_HEADER]: encoding } : headers });
}
