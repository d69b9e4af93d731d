"use client";

import { CustomRangeForm } from "@/components/shell/custom-range-form";
import { CALENDAR_PRESETS, type RangeEdges, SLIDING_PRESETS } from "@/lib/time/range-presets";

const TITLES = ["Last 7 days", "Last 30 days", "Last 90 days", "This month", "Previous month"];
const PRESETS = [...SLIDING_PRESETS, ...CALENDAR_PRESETS].filter(({ title }) => TITLES.includes(title));

interface PeriodChoicesProps {
  range: RangeEdges;
  zone: string;
  onChoose: (range: RangeEdges) => void;
}

/** The usual periods, and any by hand. */
export default function PeriodChoices({ range, zone, onChoose }: PeriodChoicesProps) {
  return (
    <>
      <div className="menu-list">
        {PRESETS.map(({ title, from, to }) => (
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
      <CustomRangeForm range={range} zone={zone} onApply={onChoose} />
    </>
  );
}
