import { expect, test } from "vitest";
import { annotationKey, type ChartAnnotation, visibleAnnotations } from "./annotation-marks";
import { groupAnnotations } from "./group-annotations";

const scale = { from: 0, to: 1000 };

function mark(at: number, kind: ChartAnnotation["kind"] = "alert"): ChartAnnotation {
  return { id: `${kind}-${at}`, kind, at, endAt: null, title: `${kind} at ${at}` };
}

const shown = (groups: ReturnType<typeof groupAnnotations>) =>
  groups.map(({ parts }) => parts.map(({ kind, count }) => `${kind} ${count}`).join(" + "));

test("marks whose flags would overlap share one, with the gravest one's letter", () => {
  const groups = groupAnnotations([mark(100, "acknowledgement"), mark(110), mark(120), mark(400)], scale, 1000);
  expect(shown(groups)).toEqual(["alert 3", "alert 1"]);
});

test("a deployment is seen beside whatever shares its flag", () => {
  const groups = groupAnnotations(
    [mark(100), mark(110, "deployment"), mark(120, "incident"), mark(400, "deployment")],
    scale,
    1000,
  );
  expect(shown(groups)).toEqual(["deployment 1 + incident 2", "deployment 1"]);
});

test("no flag lies over another, though each grows with what it takes in", () => {
  const kinds = ["alert", "deployment", "incident", "acknowledgement"] as const;
  const marks = Array.from({ length: 40 }, (_, i) => mark(i * 13 + (i % 4) * 3, kinds[i % 4]));
  for (const width of [300, 640, 1000]) {
    const groups = groupAnnotations(marks, scale, width);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.flatMap(({ members }) => members)).toEqual(marks);
    for (const [i, group] of groups.slice(1).entries()) {
      const before = groups[i]!;
      const room = group.start * width - group.widthPx / 2 - (before.start * width + before.widthPx / 2);
      expect(room).toBeGreaterThanOrEqual(2);
    }
  }
});

test("of many marks the newest are drawn, and no deployment gives way to what burnt since", () => {
  const marks = [mark(1, "deployment"), ...Array.from({ length: 40 }, (_, i) => mark(10 + i))];
  const drawn = visibleAnnotations(marks, 0, 1000);
  expect(drawn).toHaveLength(24);
  expect(drawn[0]).toMatchObject({ kind: "deployment" });
  expect(drawn.at(-1)).toMatchObject({ at: 49 });
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
