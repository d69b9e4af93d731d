import "server-only";
import type { AskedRequest } from "./asked-request";
import { parseJson } from "./parse-json";
import { readBytes } from "./read-bytes";

/** Reads a JSON body of at most `maxBytes`, whatever Content-Length claims. Throws 415, 413 or 400. */
export async function readJson(request: AskedRequest, maxBytes: number): Promise<unknown> {
  return parseJson(await readBytes(request, { maxBytes, types: ["application/json"] }));
}
