"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatInstant } from "@/lib/time/format-time";

interface LiveStateProps {
  /** The portal's time of the answer on the screen, ISO. */
  asOf: string;
  failing: boolean;
  paused: boolean;
  onPause: (paused: boolean) => void;
}

/** Whether what is on the screen is of now: live, paused by hand, or not updating because the portal does not answer. */
export function LiveState({ asOf, failing, paused, onPause }: LiveStateProps) {
  const at = `${formatInstant(Date.parse(asOf), "UTC", "time")} UTC`;
  return (
    <>
      {failing && <Badge tone="stale">Not updating since {at}</Badge>}
      <div className="join al-live">
        <Button onClick={() => onPause(false)} aria-pressed={!paused}>
          Live <span className="muted">{at}</span>
        </Button>
        <Button square aria-label={paused ? "Resume updates" : "Pause updates"} onClick={() => onPause(!paused)}>
          <Icon name={paused ? "play" : "pause"} />
        </Button>
      </div>
    </>
  );
}
