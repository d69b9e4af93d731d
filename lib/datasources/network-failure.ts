import "server-only";
import { UpstreamError } from "./datasource";

const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const WORDS: Record<string, string> = {
  ECONNREFUSED: "The connection was refused: nothing listens there.",
  ENOTFOUND: "The host name is not known.",
  EAI_AGAIN: "The host name cannot be looked up right now.",
  ECONNRESET: "The connection was cut.",
  EPIPE: "The connection was cut.",
  UND_ERR_SOCKET: "The connection was cut.",
  EHOSTUNREACH: "There is no route to the host.",
  ENETUNREACH: "There is no route to the host.",
  ETIMEDOUT: "The host did not accept a connection in time.",
  UND_ERR_CONNECT_TIMEOUT: "The host did not accept a connection in time.",
};
const SLOW = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
const INVALID = /^(HPE_|Z_|UND_ERR_RES_|ERR_BUFFER|UND_ERR_HEADERS_OVERFLOW)/;

/** Says in plain words why a request could not be carried out. The error's own text may hold addresses: never shown. */
export function networkFailure(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const code = errorCode(error);
  if (SLOW.has(code)) return new UpstreamError("upstream_timeout", "No answer came in time.");
  if (INVALID.test(code) || (error as Error | null)?.name === "HTTPParserError")
    return new UpstreamError("upstream_invalid", "The answer is not valid HTTP or is corrupt.");
  if (TLS_CODE.test(code))
    return new UpstreamError("upstream_unreachable", `The TLS certificate was not accepted (${code}).`);
  return new UpstreamError("upstream_unreachable", WORDS[code] ?? "The connection failed.");
}

function errorCode(error: unknown): string {
  const own = (error as { code?: unknown } | null)?.code;
  if (typeof own === "string") return own;
  // Several addresses tried: all failed, mostly for one reason.
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause ? errorCode(cause) : "";
}
