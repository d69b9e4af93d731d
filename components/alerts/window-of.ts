/** A part of a long list, and the room that the rest takes above and below it. */
export interface RowWindow {
  from: number;
  /** Exclusive. */
  to: number;
  before: number;
  after: number;
}

/** The items that touch [top, bottom], in pixels from the list's beginning; `offsets` are their ends, after a zero. */
export function windowOf(offsets: Float64Array, top: number, bottom: number): RowWindow {
  const count = offsets.length - 1;
  const from = Math.min(Math.max(0, indexAt(offsets, top)), Math.max(0, count - 1));
  const to = Math.min(count, Math.max(from, indexAt(offsets, bottom)) + 1);
  return { from, to, before: offsets[from]!, after: offsets[count]! - offsets[to]! };
}

/** The last item that begins at or before `y`. */
function indexAt(offsets: Float64Array, y: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
