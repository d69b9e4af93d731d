import { UpstreamError } from "../datasource";
import type { UpstreamReply } from "../upstream-http";
import { failureSchema } from "./api-schema";

const TIMED_OUT = /context deadline exceeded|query timed out/i;
const TOO_MUCH = /too many samples|exceeded maximum resolution|too many (series|points)|limit/i;
const UNREACHABLE_STATUS = new Set([502, 503, 504]);

/** What a 4xx or 5xx of the Prometheus API means, in the upstream's own words where it gave any. */
export function refusal(reply: UpstreamReply, clean: (words: string) => string): UpstreamError {
  const told = failureSchema.safeParse(reply.json);
  const words = told.success ? clean(told.data.error) : reply.words;
  const message = words || `It answered HTTP ${reply.status} without saying why.`;
  const { status } = reply;
  if (status === 401 || status === 403)
    return new UpstreamError(
      "upstream_denied",
      `It refused the portal's credentials (HTTP ${status}). ${words}`.trim(),
    );
  if (status === 413 || status === 429) return new UpstreamError("limit", message);
  if (!told.success)
    return new UpstreamError(UNREACHABLE_STATUS.has(status) ? "upstream_unreachable" : "upstream_error", message);
  // Prometheus 3 reports a time-out as a failed execution (422), 2 as "timeout" (503).
  if (told.data.errorType === "timeout" || TIMED_OUT.test(words)) return new UpstreamError("upstream_timeout", message);
  if (told.data.errorType === "unavailable") return new UpstreamError("upstream_unreachable", message);
  if (TOO_MUCH.test(words)) return new UpstreamError("limit", message);
  return new UpstreamError("upstream_error", message);
}
