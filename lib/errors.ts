/** Every way a request can be refused, with its HTTP status (RFC 9110) and the title of its problem document (RFC 9457). */
export const ERROR_CODES = {
  bad_request: { status: 400, title: "The request is not valid" },
  unauthenticated: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  cross_site: { status: 403, title: "Cross-site requests are refused" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "The state has changed" },
  precondition_failed: { status: 412, title: "Someone changed this before you" },
  payload_too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "This type of body is not taken" },
  unprocessable: { status: 422, title: "The request contradicts itself" },
  phi_in_query: { status: 422, title: "What is searched for could name a person" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong here" },
  upstream_failed: { status: 502, title: "Another system did not do what was asked" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error verbs throw. `message` is shown to the user: no stack, SQL, upstream address or PHI in it.
 * `extra` members are merged into the problem document.
 */
export class PortalError extends Error {
  override readonly name = "PortalError";

  /** By name: the server bundle is loaded more than once, and an error may come from another copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "PortalError";
  }

  constructor(
    readonly code: ErrorCode,
    message: string = ERROR_CODES[code].title,
    readonly extra: Record<string, unknown> = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}
