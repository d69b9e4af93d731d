/** What the portal's API refused, or 0 as `status` when it could not be reached or answered nonsense. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    /** The code to switch on ("forbidden", "rate_limited", …); "unreachable" and "invalid_reply" are the client's own. */
    readonly error: string,
    /** For people. */
    readonly detail: string,
    readonly requestId: string | null = null,
    /** The problem document's other members (the current state after a conflict, for instance). */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}
