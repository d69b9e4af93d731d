"use client";

import { useEffect, useMemo, useRef } from "react";
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { liveRows } from "./live-rows";
import { LiveTooltip } from "./live-tooltip";
import type { PlotScale } from "./plot-scale";
import { useElementWidth } from "./use-element-width";

const DASHES = ["", "6 3", "2 3", "9 3 2 3", "12 4", ""];
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

const DRAWN_AFTER_MS = 50;

interface LiveLayerProps {
  series: readonly PanelSeries[];
  scale: PlotScale;
  zone: string;
  onReady: () => void;
  /** Draw the lines; otherwise only cursor and tooltip over what is drawn already. */
  lines: boolean;
}

/**
 * recharts over the server-drawn plot, on exactly its scales: cursor, tooltip and arrow keys. No dots, no animation,
 * straight lines, a fixed size, numbers on the x axis: the cheapest it can be.
 */
export default function LiveLayer({ series, scale, zone, onReady, lines }: LiveLayerProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useElementWidth(box);
  const rows = useMemo(() => liveRows(series), [series]);
  useEffect(() => {
    if (width === 0) return;
    // recharts draws in a second pass; until then the server-drawn lines stay.
    const drawn = setTimeout(() => {
      takeFocus(box.current);
      onReady();
    }, DRAWN_AFTER_MS);
    return () => clearTimeout(drawn);
  }, [width, onReady]);
  return (
    <div className="live" ref={box}>
      {width > 0 && (
        <LineChart width={width} height={scale.heightPx} data={rows} margin={NO_MARGIN} accessibilityLayer>
          <CartesianGrid horizontal={false} vertical={false} />
          <XAxis hide type="number" dataKey="at" domain={[scale.from, scale.to]} allowDataOverflow />
          <YAxis hide type="number" domain={[scale.min, scale.max]} allowDataOverflow />
          <Tooltip
            isAnimationActive={false}
            cursor={{ className: "live-cursor" }}
            content={({ active, payload }) => (
              <LiveTooltip active={active} row={payload[0]?.payload} series={series} zone={zone} />
            )}
          />
          {series.map(({ key }, i) => (
            <Line
              key={key}
              dataKey={`v${i}`}
              type="linear"
              dot={false}
              activeDot={lines ? { r: 3 } : false}
              isAnimationActive={false}
              stroke={lines ? `var(--series-${(i % 6) + 1})` : "none"}
              strokeWidth={2}
              strokeDasharray={DASHES[i % 6]}
            />
          ))}
        </LineChart>
      )}
    </div>
  );
}

/** Who came by keyboard goes on by keyboard: the arrow keys move recharts' cursor while its drawing has the focus. */
function takeFocus(live: HTMLElement | null): void {
  if (live?.parentElement?.contains(document.activeElement))
    live.querySelector<SVGElement>("svg.recharts-surface[tabindex]")?.focus();
}
