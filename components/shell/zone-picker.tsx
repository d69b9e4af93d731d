"use client";

import { lazy, Suspense } from "react";
import { Popover } from "@/components/ui/popover";
import { formatInstant } from "@/lib/time/format-time";
import { useNow } from "./use-now";

// Opened by few visits: not part of the first screen's weight.
const ZoneChoices = lazy(() => import("./zone-choices"));

interface ZonePickerProps {
  zone: string;
  onChange: (zone: string) => void;
  /** Shows what the page's keys do; left out where there are none. */
  onHelp?: (() => void) | undefined;
}

/** The present on the chosen zone's clock, and the choice: UTC, the browser's, or any by name. */
export function ZonePicker({ zone, onChange, onHelp }: ZonePickerProps) {
  const now = useNow(60_000);
  return (
    <div className="zone">
      <time dateTime={now === null ? undefined : new Date(now).toISOString()}>
        {now === null ? " " : formatInstant(now, zone)}
      </time>
      <Popover title="Choose a time zone" buttonClassName="zone-name" label={`Zone: ${zone}`}>
        {(close) => (
          <Suspense>
            <ZoneChoices
              zone={zone}
              onHelp={onHelp}
              onChoose={(next) => {
                onChange(next);
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}
