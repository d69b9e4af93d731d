import type { PanelFailure } from "@/lib/frames/panel-record";

/** What happened, in a line, before the source's own words. */
export const FAILURE_TITLES: Record<PanelFailure["code"], string> = {
  upstream_error: "The source refused this query",
  upstream_unreachable: "The source could not be reached",
  upstream_timeout: "The source did not answer in time",
  upstream_invalid: "The source answered with something unreadable",
  upstream_denied: "The source denied access",
  limit: "A limit was reached",
  not_configured: "The source is not configured",
  unreachable: "No answer from the portal",
  forbidden: "Your role does not show this panel",
  unauthenticated: "Sign in again",
};
