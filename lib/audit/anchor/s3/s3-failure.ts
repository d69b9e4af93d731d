import "server-only";
import { AnchorContradiction } from "../anchor-contradiction";
import { AnchorFailure } from "../anchor-failure";

const DENIED =
  /^(AccessDenied|AllAccessDisabled|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|CredentialsProviderError|TokenProviderError|UnrecognizedClient)/;
const THROTTLED = /^(SlowDown|Throttl|RequestLimitExceeded|TooManyRequests|ServiceUnavailable)/;
const NETWORK = /^(E(?!TIMEDOUT)[A-Z_]+|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+)$/;
const NO_LOCK = /^ObjectLockConfigurationNotFoundError/;

interface SdkFailure {
  name?: string;
  Code?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Nothing was stored because something is under that key already. */
export function isTaken(error: unknown): boolean {
  return (error as SdkFailure)?.$metadata?.httpStatusCode === 412;
}

/** An error of the SDK as ours. AWS's own texts name accounts, roles and addresses, and are left out. */
export function s3Failure(error: unknown, operation: string, signal: AbortSignal): Error {
  if (error instanceof AnchorFailure || error instanceof AnchorContradiction) return error;
  const { name = "", code = "", $metadata } = (error ?? {}) as SdkFailure;
  const status = $metadata?.httpStatusCode;
  const because = (message: string) => Object.assign(new AnchorFailure(message), { cause: error });
  const cut = NETWORK.test(code); // the SDK calls a connection that was cut a TimeoutError, too
  if (signal.aborted || (/Timeout/.test(name) && !cut)) return because(`S3 gave no answer to ${operation} in time.`);
  if (NO_LOCK.test(name)) return because("The bucket has no Object Lock: what is in it can be deleted.");
  if (name === "NoSuchBucket") return because("There is no such bucket.");
  if (DENIED.test(name) || status === 401 || status === 403)
    return because(`S3 refused ${operation} for the portal's credentials (${name || status}).`);
  if (THROTTLED.test(name) || status === 429 || status === 503) return because("S3 asks for fewer requests.");
  if (status !== undefined && status >= 300) return because(`S3 answered ${operation} with ${status} (${name}).`);
  if (cut) return because(`S3 could not be reached (${code}).`);
  return because(`S3's answer to ${operation} could not be read.`);
}
