import fc from "fast-check";
import { expect, test } from "vitest";
import { itemAt, layoutOf, neighbour, placeOf } from "./list-layout";

const group = (key: string, count: number) => ({ key, count, unowned: 0 });
const layout = layoutOf([group("a", 2), group("b", 3), group("c", 1)], (key) => key !== "b");

test("headings and rows follow one another; a folded group keeps its heading and its rows' places in the list", () => {
  const items = Array.from({ length: layout.count }, (_, index) => {
    const item = itemAt(layout, index)!;
    return item.row === null ? item.section.group.key : item.row;
  });
  expect(items).toEqual(["a", 0, 1, "b", "c", 5]);
  expect(itemAt(layout, 6)).toBeNull();
  expect([placeOf(layout, 1), placeOf(layout, 3), placeOf(layout, 5), placeOf(layout, 6)]).toEqual([2, null, 5, null]);
});

test("the keyboard goes from row to row over headings, and stops at the ends", () => {
  expect([neighbour(layout, -1, 1), neighbour(layout, 2, 1), neighbour(layout, 5, 1)]).toEqual([1, 5, null]);
  expect([neighbour(layout, 5, -1), neighbour(layout, 1, -1)]).toEqual([2, null]);
});

test("places and items agree for any groups and folds", () => {
  const groups = fc.array(fc.record({ size: fc.integer({ min: 1, max: 50 }), open: fc.boolean() }), { maxLength: 12 });
  fc.assert(
    fc.property(groups, (all) => {
      const any = layoutOf(
        all.map(({ size }, index) => group(String(index), size)),
        (key) => all[Number(key)]!.open,
      );
      let headings = 0;
      for (let index = 0; index < any.count; index++) {
        const item = itemAt(any, index)!;
        if (item.row === null) headings++;
        else expect(placeOf(any, item.row)).toBe(index);
      }
      expect(headings).toBe(all.length);
    }),
  );
});
