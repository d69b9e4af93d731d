import { PortalError } from "@/lib/errors";

/** JSON in UTF-8, with or without a byte order mark. Throws 400 for anything else. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new PortalError("bad_request", "The body is not valid JSON.");
  }
}
