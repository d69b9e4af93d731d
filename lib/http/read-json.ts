import { PortalError } from "@/lib/errors";

/** Reads a JSON body of at most `maxBytes`, whatever Content-Length claims. Throws 415, 413 or 400. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new PortalError("unsupported_media_type");
  const text = new TextDecoder("utf-8", { fatal: true });
  const chunks: string[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        await reader.cancel();
        throw new PortalError("payload_too_large", `At most ${maxBytes} bytes are accepted.`);
      }
      chunks.push(text.decode(value, { stream: true }));
    }
    chunks.push(text.decode());
    return JSON.parse(chunks.join(""));
  } catch (error) {
    if (error instanceof PortalError) throw error;
    throw new PortalError("bad_request", "The body is not valid JSON.");
  }
}
