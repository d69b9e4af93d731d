const STEP_PX = 100;

/** Widths in steps: a window that is dragged must not ask for each pixel. 0 until it was measured. */
export function queryWidth(px: number): number {
  return px === 0 ? 0 : Math.max(STEP_PX, Math.round(px / STEP_PX) * STEP_PX);
}
