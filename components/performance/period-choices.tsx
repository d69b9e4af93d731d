import { CustomRangeForm } from "@/components/shell/custom-range-form";
import { PresetList } from "@/components/shell/preset-list";
import type { RangeChoicesProps } from "@/components/shell/range-choices";
import { CALENDAR_PRESETS, SLIDING_PRESETS } from "@/lib/time/range-presets";

const TITLES = ["Last 7 days", "Last 30 days", "Last 90 days", "This month", "Previous month"];
const PRESETS = [...SLIDING_PRESETS, ...CALENDAR_PRESETS].filter(({ title }) => TITLES.includes(title));

/** The usual periods, and any by hand. */
export default function PeriodChoices({ range, zone, onChoose }: RangeChoicesProps) {
  return (
    <>
      <PresetList presets={PRESETS} range={range} onChoose={onChoose} />
      <CustomRangeForm range={range} zone={zone} onApply={onChoose} />
    </>
  );
}
