import type { RangeEdges, RangePreset } from "@/lib/time/range-presets";

interface PresetListProps {
  presets: readonly RangePreset[];
  range: RangeEdges;
  onChoose: (range: RangeEdges) => void;
}

/** Ranges by name; the one that is shown is marked. */
export function PresetList({ presets, range, onChoose }: PresetListProps) {
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
