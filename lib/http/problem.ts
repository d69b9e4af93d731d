import "server-only";
import { ERROR_CODES, type PortalError } from "@/lib/errors";

import { guardFor } from "@/lib/phi/guard";
import { textResponse } from "./text-response";

/** What was sent may be quoted in what is said about it. */
const guard = guardFor("problem", { queries: "strip" });

/** A problem document (RFC 9457). `error` is the code clients switch on; `detail` is for people. */
export interface Problem {
  type: "about:blank";
  title: string;
  status: number;
  error: string;
  detail: string;
  requestId: string;
  [member: string]: unknown;
}

export const PRIVATE_HEADERS = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" } as const;

export function problemOf(error: PortalError, requestId: string): Problem {
  return {
    ...error.extra,
    ...(error.extra.issues !== undefined && { issues: guard.value(error.extra.issues) }),
    type: "about:blank",
    title: ERROR_CODES[error.code].title,
    status: error.status,
    error: error.code,
    detail: guard.text(error.message),
    requestId,
  };
}

export function problemResponse(error: PortalError, requestId: string): Response {
  const headers = new Headers({
    ...PRIVATE_HEADERS,
    "content-type": "application/problem+json",
    "x-request-id": requestId,
  });
  // The rest of a body that was too large is not read: the connection cannot be used again.
  if (error.code === "payload_too_large") headers.set("connection", "close");
  // RFC 9110, section 15.5.2: machines are told what is missing; a browser asks nobody for this scheme.
  if (error.code === "unauthenticated") headers.set("www-authenticate", "Bearer");
  if (error.retryAfterSeconds !== undefined) headers.set("retry-after", String(Math.ceil(error.retryAfterSeconds)));
  return textResponse(JSON.stringify(problemOf(error, requestId)), { status: error.status, headers });
}
