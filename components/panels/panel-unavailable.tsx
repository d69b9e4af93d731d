"use client";

import { ZonedLink } from "@/components/shell/zoned-link";
import { Button, buttonClass } from "@/components/ui/button";
import { StateBox } from "@/components/ui/state-box";
import type { PanelState } from "@/lib/frames/panel-state";
import { formatInstant } from "@/lib/time/format-time";
import { useBoard } from "./board-context";
import { FAILURE_TITLES } from "./failure-titles";

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
    <StateBox tone="fail" title={FAILURE_TITLES[state.failure.code]}>
      <pre>{state.failure.message}</pre>
      {state.lastGoodAt !== null && (
        <p className="ink2">Last good answer {formatInstant(state.lastGoodAt, zone, "time")}.</p>
      )}
      <p className="state-actions">
        <Button size="small" onClick={retry}>
          Try again
        </Button>
        {state.failure.code.startsWith("upstream_") && (
          <ZonedLink href="/status" className={buttonClass({ tone: "quiet", size: "small" })}>
            See the source's status
          </ZonedLink>
        )}
      </p>
    </StateBox>
  );
}
