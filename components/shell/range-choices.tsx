"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { CALENDAR_PRESETS, type RangeEdges, SLIDING_PRESETS } from "@/lib/time/range-presets";
import { zoomOutRange } from "@/lib/time/shift-range";
import { CustomRangeForm } from "./custom-range-form";
import { PresetList } from "./preset-list";

export interface RangeChoicesProps {
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
