import type { ListLayout } from "./list-layout";

/** Until one was measured. */
const USUAL = { heading: 28, row: 27 };
/** Far down a long page the browser's own figures waver by thousandths of a pixel; each would be news, without an end. */
const NEWS_PX = 0.5;

/** How high headings and rows are: as measured, else as the others were. */
export class ItemHeights {
  private readonly rows = new Map<number, number>();
  private readonly usual: { heading?: number; row?: number } = {};

  /** Takes the heights of what is drawn; true when one of them is news. */
  measure(table: HTMLElement): boolean {
    let changed = false;
    for (const line of table.querySelectorAll<HTMLElement>("tr[data-place]")) {
      const { height } = line.getBoundingClientRect();
      const row = line.dataset.row;
      if (height === 0) continue;
      const kind = row === undefined ? "heading" : "row";
      if (this.usual[kind] === undefined) changed = true;
      this.usual[kind] ??= height;
      if (row === undefined || Math.abs(this.heightOf(Number(row)) - height) < NEWS_PX) continue;
      this.rows.set(Number(row), height);
      changed = true;
    }
    return changed;
  }

  /** The sums of the heights before each item on the screen, and the whole at the end. */
  offsets({ sections, count }: ListLayout): Float64Array {
    const offsets = new Float64Array(count + 1);
    for (const { at, first, open, group } of sections) {
      offsets[at + 1] = offsets[at]! + (this.usual.heading ?? USUAL.heading);
      for (let row = 0; open && row < group.count; row++)
        offsets[at + 2 + row] = offsets[at + 1 + row]! + this.heightOf(first + row);
    }
    return offsets;
  }

  private heightOf(row: number): number {
    return this.rows.get(row) ?? this.usual.row ?? USUAL.row;
  }
}
