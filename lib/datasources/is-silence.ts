import type { UpstreamError } from "./datasource";

/** A refused query is an answer about the query; only these tell of the source itself. */
export function isSilence({ code }: UpstreamError): boolean {
  return (
    code === "upstream_unreachable" ||
    code === "upstream_timeout" ||
    code === "upstream_denied" ||
    code === "upstream_invalid"
  );
}
