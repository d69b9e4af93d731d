"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { REFRESH_SECONDS, refreshName } from "@/lib/time/refresh-interval";
import { refreshNow, setRefreshPaused, useRefreshClock } from "./refresh-clock";
import { useNow } from "./use-now";

interface RefreshPickerProps {
  seconds: number;
  /** The range lies in the past, so that refreshing would change nothing. */
  past: boolean;
  onChange: (seconds: number) => void;
}

/** How often the page asks anew, when it will next, and a pause. */
export function RefreshPicker({ seconds, past, onChange }: RefreshPickerProps) {
  const { paused } = useRefreshClock();
  const running = seconds > 0 && !past;
  return (
    <fieldset className="join">
      <legend className="vh">Refresh</legend>
      <Popover
        title="Choose how often to refresh"
        label={past ? <RefreshName name="off" state="range is in the past" /> : <RunningName seconds={seconds} />}
      >
        {(close) => (
          <div className="menu-list">
            {REFRESH_SECONDS.map((choice) => (
              <button
                key={choice}
                type="button"
                aria-pressed={choice === seconds}
                disabled={past}
                onClick={() => {
                  onChange(choice);
                  close();
                }}
              >
                {refreshName(choice)}
              </button>
            ))}
            <button
              type="button"
              onClick={() => {
                refreshNow();
                close();
              }}
            >
              Refresh now <Icon name="refresh" />
            </button>
          </div>
        )}
      </Popover>
      <Button
        square
        disabled={!running}
        aria-pressed={running && paused}
        aria-label="Pause refresh"
        onClick={() => setRefreshPaused(!paused)}
      >
        <Icon name={paused && running ? "play" : "pause"} />
      </Button>
    </fieldset>
  );
}

function RunningName({ seconds }: { seconds: number }) {
  const { paused, nextAt } = useRefreshClock();
  const now = useNow(1000);
  if (seconds === 0) return <RefreshName name="off" />;
  if (paused) return <RefreshName name={refreshName(seconds)} state="paused" />;
  const left = now === null || nextAt === null ? null : Math.max(0, Math.ceil((nextAt - now) / 1000));
  return (
    <RefreshName name={refreshName(seconds)} state={left === null ? undefined : `next in ${leftText(left)}`} quiet />
  );
}

function leftText(seconds: number): string {
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** A countdown is not read out each second: `quiet` hides it from screen readers. */
function RefreshName({ name, state, quiet }: { name: string; state?: string; quiet?: boolean }) {
  return (
    <>
      Refresh {name}{" "}
      {state && (
        <span className="muted refresh-state" aria-hidden={quiet}>
          {state}
        </span>
      )}
    </>
  );
}
