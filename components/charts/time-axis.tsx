import { timeTicks } from "@/lib/frames/time-ticks";
import { type PlotScale, percentX, share } from "./plot-scale";

interface TimeAxisProps {
  scale: PlotScale;
  zone: string;
  most: number;
}

/** Labels near an edge are anchored to it; every second one gives way on a phone. */
export function TimeAxis({ scale, zone, most }: TimeAxisProps) {
  const ticks = timeTicks(scale.from, scale.to, zone, most);
  return (
    <svg className="chart-x" width="100%" height={18} aria-hidden="true">
      {ticks.map(({ at, label }, i) => (
        <text
          key={at}
          x={percentX(scale, at)}
          y={15}
          textAnchor={anchorAt(share(at, scale.from, scale.to))}
          className={i % 2 === 1 && ticks.length > 4 ? "opt" : undefined}
        >
          {label}
        </text>
      ))}
    </svg>
  );
}

function anchorAt(position: number): "start" | "middle" | "end" {
  if (position < 0.03) return "start";
  return position > 0.97 ? "end" : "middle";
}
