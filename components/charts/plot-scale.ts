/** The stretched part of a plot is drawn in whole units: this many across … */
export const PLOT_UNITS_X = 10_000;
/** … and this many to a pixel of height. */
export const UNITS_PER_PX = 10;

export const CHART_HEIGHTS = { xs: 72, s: 132, m: 160, l: 218 } as const;
export type ChartSize = keyof typeof CHART_HEIGHTS;

/** Where times and values lie on a plot. */
export interface PlotScale {
  from: number;
  to: number;
  min: number;
  max: number;
  heightPx: number;
}

/** Whole drawing units, for paths. */
export function unitX(scale: PlotScale, at: number): number {
  return Math.round(share(at, scale.from, scale.to) * PLOT_UNITS_X);
}

export function unitY(scale: PlotScale, value: number): number {
  return Math.round(pixelY(scale, value) * UNITS_PER_PX);
}

/** "53.5%", for elements whose text must not be stretched. */
export function percentX(scale: PlotScale, at: number): string {
  return `${Number((share(at, scale.from, scale.to) * 100).toFixed(2))}%`;
}

/** Pixels from the top; values outside the axis lie on its edge. */
export function pixelY(scale: PlotScale, value: number): number {
  const clamped = Math.min(scale.max, Math.max(scale.min, value));
  return Number(((1 - share(clamped, scale.min, scale.max)) * scale.heightPx).toFixed(1));
}

export function share(value: number, from: number, to: number): number {
  return to === from ? 0.5 : (value - from) / (to - from);
}
