"use client";

import { Button } from "@/components/ui/button";
import { StateBox } from "@/components/ui/state-box";
import type { PanelFailure } from "@/lib/frames/panel-record";
import type { PanelState } from "@/lib/frames/panel-state";
import { formatInstant } from "@/lib/time/format-time";
import { useBoard } from "./board-context";

/** In place of a panel's content when there is nothing that may be shown. */
export function PanelUnavailable({
  state,
}: {
  state: Extract<PanelState, { state: "forbidden" | "error" | "empty" }>;
}) {
  switch (state.state) {
    case "empty":
      return (
        <StateBox tone="unknown" title="No data">
          <p className="ink2">The source answered, but has no sample in this range. This is not zero.</p>
          {state.notices.map(({ text }) => (
            <p key={text} className="muted">
              {text}
            </p>
          ))}
        </StateBox>
      );
    case "forbidden":
      return (
        <StateBox
          tone="forbidden"
          title={state.failure.code === "unauthenticated" ? "Sign in again" : "Your role does not show this panel"}
        >
          <p className="ink2">{state.failure.message}</p>
        </StateBox>
      );
    case "error":
      return <Failed state={state} />;
  }
}

function Failed({ state }: { state: Extract<PanelState, { state: "error" }> }) {
  const { retry, zone } = useBoard();
  return (
    <StateBox tone="fail" title={TITLES[state.failure.code]}>
      <pre>{state.failure.message}</pre>
      {state.lastGoodAt !== null && (
        <p className="ink2">Last good answer {formatInstant(state.lastGoodAt, zone, "time")}.</p>
      )}
      <Button size="small" onClick={retry}>
        Try again
      </Button>
    </StateBox>
  );
}

const TITLES: Record<PanelFailure["code"], string> = {
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
