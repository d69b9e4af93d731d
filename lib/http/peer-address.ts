import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Names the other end of the connection; whatever a client sends under this name is thrown away. */
export const PEER_HEADER = "x-portal-peer";

/**
 * A web `Request` does not know its socket, so the peer's address travels as a header of the portal's own. It is set
 * before anything reads the request, in the raw list too, from which others build theirs. Call once, at start-up.
 */
export function announcePeerAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const { headers, rawHeaders: raw } = request;
    if (headers[PEER_HEADER] !== undefined) forget(request);
    const address = request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, "").split("%", 1)[0];
    if (!address) return;
    raw.push(PEER_HEADER, address);
    headers[PEER_HEADER] = address;
  });
}

/** Node derives both lists from the raw one, by its first length: they are read before it is cut. */
function forget({ headers, headersDistinct, rawHeaders }: IncomingMessage): void {
  delete headers[PEER_HEADER];
  delete headersDistinct[PEER_HEADER];
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2)
    if (rawHeaders[i]?.toLowerCase() === PEER_HEADER) rawHeaders.splice(i, 2);
}
