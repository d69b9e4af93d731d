import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/** Carries the body's encoding past the framework, which drops Content-Encoding from every route's reply. */
export const BODY_ENCODING_HEADER = "x-portal-body-encoding";

const holder = globalThis as unknown as { portalContentEncodingRestored?: boolean };

/**
 * Next removes Content-Encoding from what a route handler answers (next/dist/server/send-response.js), so a body
 * that is compressed already would arrive unlabelled. Node announces each request on a diagnostics channel; there
 * the response is taught to put the header back just before its head is written. Call once, at start-up.
 */
export function restoreContentEncoding(): void {
  if (holder.portalContentEncodingRestored) return;
  holder.portalContentEncodingRestored = true;
  subscribe("http.server.request.start", (message) => restoreOn((message as { response: ServerResponse }).response));
}

/** Whether a route may answer with an encoded body: not where nobody would label it. */
export function canEncodeBodies(): boolean {
  return holder.portalContentEncodingRestored === true;
}

function restoreOn(response: ServerResponse): void {
  const writeHead = response.writeHead;
  const restoring = (...head: unknown[]) => {
    const [encoding] = [response.getHeader(BODY_ENCODING_HEADER)].flat(); // Next sets every header as a list
    if (encoding !== undefined && !response.headersSent) {
      response.removeHeader(BODY_ENCODING_HEADER);
      response.setHeader("content-encoding", encoding);
    }
    return Reflect.apply(writeHead, response, head) as ServerResponse;
  };
  response.writeHead = restoring as typeof response.writeHead;
}
