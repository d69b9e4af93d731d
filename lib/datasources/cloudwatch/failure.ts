import "server-only";
import { UpstreamError } from "../datasource";
import { networkFailure } from "../network-failure";
import { shownWords } from "../shown-words";

const DENIED =
  /^(AccessDenied|UnauthorizedOperation|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch|InvalidSignature|MissingAuthenticationToken|IncompleteSignature|OptInRequired|NotAuthorized|CredentialsProviderError|TokenProviderError)/;
const THROTTLED = /^(Throttl|RequestLimitExceeded|TooManyRequests|RequestThrottled|SlowDown|PriorRequestNotComplete)/;
const WRONG_REQUEST = /^(ValidationError|ValidationException|InvalidParameter|MissingRequiredParameter|InvalidFormat)/;
const SERVER_FAULT_STATUS = 500;

interface SdkFailure {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

export function isThrottled(error: unknown): boolean {
  return THROTTLED.test((error as SdkFailure)?.name ?? "");
}

/** Worth another try a little later. */
export function isPassing(error: unknown): boolean {
  return isThrottled(error) || ((error as SdkFailure)?.$metadata?.httpStatusCode ?? 0) >= SERVER_FAULT_STATUS;
}

/** One wrong query makes CloudWatch refuse the whole batch it came in. */
export function isWrongRequest(error: unknown): boolean {
  return WRONG_REQUEST.test((error as SdkFailure)?.name ?? "");
}

/** An error of the SDK as ours: no ARN, account or address, and AccessDenied's own text (it names the role) not at all. */
export function cloudWatchFailure(error: unknown, operation: string): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const { name = "", message = "", $metadata } = (error ?? {}) as SdkFailure;
  if (DENIED.test(name))
    return new UpstreamError(
      "upstream_denied",
      `AWS refused cloudwatch:${operation} for the portal's credentials (${name}).`,
    );
  if (isThrottled(error)) return new UpstreamError("limit", "CloudWatch asks for fewer requests (throttled).");
  if ($metadata?.httpStatusCode !== undefined)
    return new UpstreamError("upstream_error", shownWords(message) || `CloudWatch answered ${name}.`);
  if (name === "SyntaxError" || name === "TypeError")
    return new UpstreamError("upstream_invalid", "CloudWatch's answer could not be read.");
  return networkFailure(error);
}
