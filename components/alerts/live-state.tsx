"use client";

import { useLive } from "@/components/live/use-live";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatInstant, zoneLabel } from "@/lib/time/format-time";

interface LiveStateProps {
  /** The portal's time of the answer on the screen, ISO. */
  asOf: string;
  zone: string;
  failing: boolean;
  paused: boolean;
  onPause: (paused: boolean) => void;
}

/** Whether what is on the screen is of now: live, asking because the stream is down, paused by hand, or not updating. */
export function LiveState({ asOf, zone, failing, paused, onPause }: LiveStateProps) {
  const { state } = useLive();
  const instant = Date.parse(asOf);
  const at = `${formatInstant(instant, zone, "time")} ${zoneLabel(instant, zone)}`;
  const notUpdating = !paused && (failing || state === "silent");
  return (
    <>
      {notUpdating && <Badge tone="stale">Not updating since {at}</Badge>}
      {!notUpdating && !paused && state === "asking" && (
        <Badge tone="stale" icon="refresh">
          Reconnecting, asks every 5 s
        </Badge>
      )}
      <div className="join al-live">
        <Button onClick={() => onPause(false)} aria-pressed={!paused}>
          {paused ? "Paused" : notUpdating ? "Last seen" : "Live"} <span className="muted">{at}</span>
        </Button>
        <Button square aria-label={paused ? "Resume updates" : "Pause updates"} onClick={() => onPause(!paused)}>
          <Icon name={paused ? "play" : "pause"} />
        </Button>
      </div>
    </>
  );
}
