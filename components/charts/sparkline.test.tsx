import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { panelSeries } from "@/lib/frames/panel-series";
import { frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { Sparkline } from "./sparkline";

function draw(values: (number | null)[], latest?: number): string {
  const part = latest === undefined ? {} : { latest: { at: NOW + 30_000, values: [latest] } };
  const [series] = panelSeries(panelOf(), resultOf([okTarget([frameOf(values)], part)]));
  return series ? renderToStaticMarkup(<Sparkline series={series} />) : "";
}

test("the line ends where the figure is: on the newest sample, not on the last step", () => {
  expect(draw([1, 1, 1], 3)).toMatch(/d="M[^"]*L\d+ \d+"/);
  expect(draw([1, 1, 1], 3)).toContain('cx="100%"');
  expect(draw([1, 1, 1], 3)).not.toBe(draw([1, 1, 1], 1));
});

test("a gap at the line's end is not bridged", () => {
  expect(draw([1, 1, null], 3)).not.toMatch(/d="M[^"]*L\d/);
});
