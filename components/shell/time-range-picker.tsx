"use client";

import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import {
  CALENDAR_PRESETS,
  nameRange,
  type RangeEdges,
  type RangePreset,
  SLIDING_PRESETS,
} from "@/lib/time/range-presets";
import { canShiftLater, shiftRange, zoomOutRange } from "@/lib/time/shift-range";
import { CustomRangeForm } from "./custom-range-form";

interface TimeRangePickerProps {
  range: RangeEdges;
  zone: string;
  onChange: (range: RangeEdges) => void;
}

/** Earlier, the range by name, later; the name opens presets, a typed range and zooming out. */
export function TimeRangePicker({ range, zone, onChange }: TimeRangePickerProps) {
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
        {(close) => {
          const choose = (next: RangeEdges) => {
            onChange(next);
            close();
          };
          return (
            <div className="range-choices">
              <div>
                <PresetList presets={SLIDING_PRESETS} range={range} onChoose={choose} />
              </div>
              <div>
                <PresetList presets={CALENDAR_PRESETS} range={range} onChoose={choose} />
                <CustomRangeForm range={range} zone={zone} onApply={choose} />
                <Button tone="quiet" onClick={() => onChange(zoomOutRange(range, zone, Date.now()))}>
                  <Icon name="zoom-out" /> Zoom out
                </Button>
              </div>
            </div>
          );
        }}
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

interface PresetListProps {
  presets: readonly RangePreset[];
  range: RangeEdges;
  onChoose: (range: RangeEdges) => void;
}

function PresetList({ presets, range, onChoose }: PresetListProps) {
  return (
    <div className="menu-list">
      {presets.map(({ title, from, to }) => (
        <button
          key={title}
          type="button"
          aria-pressed={from === range.from && to === range.to}
          onClick={() => onChoose({ from, to })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
