import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DirectListener } from "./before-framework";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";

const PAGE_METHODS = new Set(["GET", "HEAD"]);
/** Of further ones Node keeps the raw lines alone: who looks at one list would not see what is in the other. */
const MAX_HEADERS = 1_000;

/**
 * Refuses what no browser and no machine of ours sends, before the framework would answer it with a 500, keep its
 * connection open or write a client's words to the log: a thousand headers, a target that is no path, broken percent-encoding, an upgrade
 * to another protocol, a Server Action, and a page asked for with a method that writes.
 */
export const refuseMalformed: DirectListener = (request, response) => {
  const refusal = refusalOf(request);
  if (refusal === undefined) return false;
  refuse(response, refusal);
  return true;
};

function refusalOf({ url = "", method = "", headers, rawHeaders }: IncomingMessage): number | undefined {
  if (rawHeaders.length >= 2 * MAX_HEADERS) return 431;
  if (!url.startsWith("/") || !isDecodable(url)) return 400;
  if (headers.upgrade !== undefined) return 426;
  if (headers["next-action"] !== undefined) return 400;
  const isPage = !url.startsWith("/api/");
  return isPage && !PAGE_METHODS.has(method) ? 405 : undefined;
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** The connection is closed: a body that nobody reads would be taken for the next request. */
function refuse(response: ServerResponse, status: number): void {
  const extra: Record<string, string> = status === 405 ? { allow: "GET, HEAD" } : {};
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...extra,
    "content-security-policy": NOTHING_POLICY,
    "cache-control": "private, no-store",
    "content-length": 0,
    connection: "close",
  });
  response.end();
}
