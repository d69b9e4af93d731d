import type { Gap } from "@/lib/frames/find-gaps";
import { type PlotScale, share } from "./plot-scale";

/** Hatched stretches without samples; the wide ones say so. */
export function GapMarks({ gaps, scale }: { gaps: readonly Gap[]; scale: PlotScale }) {
  return gaps.map(({ from, to }) => {
    const left = share(from, scale.from, scale.to) * 100;
    const width = share(to, scale.from, scale.to) * 100 - left;
    return (
      <g key={from}>
        <rect className="gap" x={`${left}%`} width={`${width}%`} y={0} height="100%" fill="url(#chart-hatch)" />
        {width > 1.5 && left + width / 2 > 6 && left + width / 2 < 94 && (
          <text className="gap-label" x={`${left + width / 2}%`} y={14} textAnchor="middle">
            no data
          </text>
        )}
      </g>
    );
  });
}
