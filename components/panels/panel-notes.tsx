"use client";

import { Icon } from "@/components/ui/icon";
import type { PanelState } from "@/lib/frames/panel-state";
import { formatDuration } from "@/lib/time/format-time";

const MOST = 3;

/** Above the content: why it is stale or partial, in the upstream's words. */
export function PanelNotes({ state }: { state: Extract<PanelState, { state: "ok" | "partial" | "stale" }> }) {
  if (state.state === "stale")
    return (
      <p className="note warn">
        <Icon name="clock" className="t-warn" />
        <span>
          {state.failure ? "The last good answer" : "The newest sample"} is <b>{formatDuration(state.ageMs)} old</b>.{" "}
          {state.failure?.message}
        </span>
      </p>
    );
  if (state.state === "ok") return null;
  const texts = [...new Set(state.notices.map(({ text }) => text))];
  return (
    <p className="note">
      <Icon name="partial" />
      <span>
        {texts.length === 0 && "Some of the answer is missing."}
        {texts.slice(0, MOST).join(" ")}
        {texts.length > MOST && ` ${texts.length - MOST} more in Inspect.`}
      </span>
    </p>
  );
}
