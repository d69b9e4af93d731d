import "server-only";
import type { AskedRequest } from "./asked-request";
import { type GzipPiece, gzipPiece, gzipStream } from "./gzip-pieces";
import { PRIVATE_HEADERS } from "./problem";
import { BODY_ENCODING_HEADER, canEncodeBodies } from "./restore-content-encoding";
import { textResponse } from "./text-response";

/** JSON that many readers get alike, but for one number of each reader's own. Written and compressed once. */
export interface JsonWithSlot {
  before: string;
  after: string;
  /** Compressed when the first reader asks for it so. */
  pieces?: [GzipPiece, GzipPiece];
}

/** Smaller answers are not worth the work. */
const MIN_GZIP_CHARACTERS = 1_500;

/** `name` is the member whose number is each reader's own; it must be in `value` once, as `mark`, a number no count is. */
export function jsonWithSlot(value: unknown, name: string, mark: number): JsonWithSlot {
  const slot = `"${name}":${mark}`; // never inside a string, where its quotation marks would be escaped
  const text = JSON.stringify(value);
  const at = text.indexOf(slot);
  if (at < 0) throw new Error(`the member ${name} is missing`);
  const from = at + slot.length - String(mark).length;
  return { before: text.slice(0, from), after: text.slice(at + slot.length) };
}

/** The answer for one reader, compressed where the reader takes it. */
export async function respondWithSlot(request: AskedRequest, json: JsonWithSlot, own: number): Promise<Response> {
  const headers = { ...PRIVATE_HEADERS, "content-type": "application/json" };
  const accepts = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  if (!accepts || !canEncodeBodies() || json.before.length + json.after.length < MIN_GZIP_CHARACTERS)
    return textResponse(json.before + own + json.after, { headers });
  json.pieces ??= [gzipPiece(json.before), gzipPiece(json.after)];
  const [before, after] = json.pieces;
  const chunks: Uint8Array[] = [];
  for await (const chunk of gzipStream(inTurn(before, gzipPiece(String(own)), after))) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), {
    headers: {
      ...headers,
      "cache-control": `${PRIVATE_HEADERS["cache-control"]}, no-transform`,
      "content-encoding": "gzip",
      [BODY_ENCODING_HEADER]: "gzip",
    },
  });
}

async function* inTurn(...pieces: GzipPiece[]): AsyncGenerator<GzipPiece> {
  yield* pieces;
}
