import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** A path that knows GET only, so that whatever else is asked of it is answered 405. */
const READ_ONLY_PATH = "/api/health/live";

/**
 * TRACE gets 405 (RFC 9110, 9.3.8: it may reveal cookies and credentials). The framework cannot even represent the
 * method and answers 500, so the request is turned into another forbidden one before the framework sees it.
 */
export function refuseTrace(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method !== "TRACE") return;
    request.method = "PUT";
    request.url = READ_ONLY_PATH;
  });
}
