"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { CALENDAR_PRESETS, type RangeEdges, type RangePreset, SLIDING_PRESETS } from "@/lib/time/range-presets";
import { zoomOutRange } from "@/lib/time/shift-range";
import { CustomRangeForm } from "./custom-range-form";

interface RangeChoicesProps {
  range: RangeEdges;
  zone: string;
  /** Changes the range and leaves the choices open. */
  onChange: (range: RangeEdges) => void;
  /** Changes the range and is done. */
  onChoose: (range: RangeEdges) => void;
}

/** Presets, a range typed by hand, and zooming out. */
export default function RangeChoices({ range, zone, onChange, onChoose }: RangeChoicesProps) {
  return (
    <div className="range-choices">
      <div>
        <PresetList presets={SLIDING_PRESETS} range={range} onChoose={onChoose} />
      </div>
      <div>
        <PresetList presets={CALENDAR_PRESETS} range={range} onChoose={onChoose} />
        <CustomRangeForm range={range} zone={zone} onApply={onChoose} />
        <Button tone="quiet" onClick={() => onChange(zoomOutRange(range, zone, Date.now()))}>
          <Icon name="zoom-out" /> Zoom out
        </Button>
      </div>
    </div>
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
