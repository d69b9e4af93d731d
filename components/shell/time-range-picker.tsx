"use client";

import { type ComponentType, lazy, Suspense } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { nameRange, type RangeEdges } from "@/lib/time/range-presets";
import { canShiftLater, shiftRange } from "@/lib/time/shift-range";
import type { RangeChoicesProps } from "./range-choices";

// Opened by few visits: not part of the first screen's weight.
const RangeChoices = lazy(() => import("./range-choices"));

interface TimeRangePickerProps {
  range: RangeEdges;
  zone: string;
  onChange: (range: RangeEdges) => void;
  /** What the name opens, where a page offers ranges of its own. */
  choices?: ComponentType<RangeChoicesProps>;
}

/** Earlier, the range by name, later; the name opens the choices, else presets, a typed range and zooming out. */
export function TimeRangePicker({ range, zone, onChange, choices: Choices = RangeChoices }: TimeRangePickerProps) {
  return (
    <fieldset className="join">
      <legend className="vh">Time range</legend>
      <Button square aria-label="Earlier" onClick={() => onChange(shiftRange(range, zone, -1, Date.now()))}>
        <Icon name="chevron-left" />
      </Button>
      <Popover
        title="Choose a time range"
        buttonClassName={buttonClass({}, "range-name")}
        label={
          <>
            {nameRange(range, zone)} <Icon name="chevron-down" />
          </>
        }
      >
        {(close) => (
          <Suspense>
            <Choices
              range={range}
              zone={zone}
              onChange={onChange}
              onChoose={(next) => {
                onChange(next);
                close();
              }}
            />
          </Suspense>
        )}
      </Popover>
      <Button
        square
        aria-label="Later"
        disabled={!canShiftLater(range, Date.now())}
        onClick={() => onChange(shiftRange(range, zone, 1, Date.now()))}
      >
        <Icon name="chevron-right" />
      </Button>
    </fieldset>
  );
}
