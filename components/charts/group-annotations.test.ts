import { expect, test } from "vitest";
import { annotationKey, type ChartAnnotation } from "./annotation-marks";
import { groupAnnotations } from "./group-annotations";

const scale = { from: 0, to: 1000 };

function mark(at: number, kind: ChartAnnotation["kind"] = "alert"): ChartAnnotation {
  return { id: `${kind}-${at}`, kind, at, endAt: null, title: `${kind} at ${at}` };
}

test("marks whose flags would overlap share one, with the gravest one's letter", () => {
  const groups = groupAnnotations([mark(100, "acknowledgement"), mark(110), mark(120), mark(400)], scale, 1000);
  expect(groups.map(({ kind, members }) => [kind, members.length])).toEqual([
    ["alert", 3],
    ["alert", 1],
  ]);
});

test("how near is near depends on the width of the plot", () => {
  const marks = [mark(100), mark(150)];
  expect(groupAnnotations(marks, scale, 1000)).toHaveLength(2);
  expect(groupAnnotations(marks, scale, 300)).toHaveLength(1);
});

test("marks that began before the range meet at its left edge", () => {
  const [group] = groupAnnotations([mark(-500), mark(5)], scale, 1000);
  expect(group?.start).toBe(0);
  expect(group?.members).toHaveLength(2);
});

test("the legend names the kinds in one order, and only those drawn", () => {
  expect(annotationKey([mark(1, "acknowledgement"), mark(2), mark(3, "deployment")])).toBe(
    "D deploy · I alert · A acknowledged",
  );
  expect(annotationKey([])).toBe("");
});
