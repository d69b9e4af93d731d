import type { ListedGroup } from "@/lib/alerts/list-view";

/** A group on the screen: a heading, and its rows unless it is folded. */
export interface ListSection {
  group: ListedGroup;
  open: boolean;
  /** Where its heading stands among all headings and rows on the screen. */
  at: number;
  /** Which row of the whole list its first one is, folded groups included. */
  first: number;
}

export interface ListLayout {
  sections: ListSection[];
  /** Headings and shown rows together. */
  count: number;
}

/** A heading (`row` null) or a row, named by its place in the whole list. */
export interface ListItem {
  section: ListSection;
  row: number | null;
}

/** Where headings and rows stand, from the sizes of the groups alone: no row need be known. */
export function layoutOf(groups: readonly ListedGroup[], isOpen: (key: string) => boolean): ListLayout {
  const sections: ListSection[] = [];
  let at = 0;
  let first = 0;
  for (const group of groups) {
    const open = isOpen(group.key);
    sections.push({ group, open, at, first });
    at += 1 + (open ? group.count : 0);
    first += group.count;
  }
  return { sections, count: at };
}

/** The item at a place on the screen; null beyond the end. */
export function itemAt({ sections, count }: ListLayout, index: number): ListItem | null {
  if (index < 0 || index >= count) return null;
  const section = sections.findLast(({ at }) => at <= index);
  if (!section) return null;
  return { section, row: index === section.at ? null : section.first + index - section.at - 1 };
}

/** The place on the screen of a row of the whole list; null while its group is folded. */
export function placeOf({ sections }: ListLayout, row: number): number | null {
  const section = sections.findLast(({ first, group }) => first <= row && row < first + group.count);
  return section?.open ? section.at + 1 + row - section.first : null;
}

/** The nearest row before or after a place; null when there is none. */
export function neighbour(layout: ListLayout, index: number, direction: 1 | -1): number | null {
  for (let place = index + direction; place >= 0 && place < layout.count; place += direction)
    if (itemAt(layout, place)?.row !== null) return place;
  return null;
}
