import type { FigureStatus } from "@/lib/frames/threshold-status";

/** A bar from 0 to 100 %, with a tick where the alert threshold is. Its number stands beside it. */
export function Meter({ percent, tick, status }: { percent: number; tick: number | undefined; status: FigureStatus }) {
  return (
    <svg className="meter" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className="meter-track" y={2} width={100} height={8} />
      <rect className={`meter-bar ${status}`} y={2} width={Math.min(100, Math.max(0, percent))} height={8} />
      {tick !== undefined && <line className="meter-tick" x1={tick} x2={tick} y1={0} y2={12} />}
    </svg>
  );
}
