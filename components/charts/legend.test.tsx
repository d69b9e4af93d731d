// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { Legend } from "./legend";

afterEach(cleanup);

const seriesOf = (count: number): PanelSeries[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `${i}`,
    refId: "A",
    name: `pod ${i}`,
    labels: {},
    unit: "percent",
    decimals: 0,
    thresholds: undefined,
    grid: { start: 0, step: 60_000, count: 1 },
    values: [i],
  }));

function draw(count: number) {
  const series = seriesOf(count);
  const { container } = render(
    <Legend title="Usage" series={series} values={series.map((_, i) => i)} shape="line" note="last step, 14:00" />,
  );
  return container;
}

test("a few names stand in a line, with the note behind them", () => {
  expect(draw(3).querySelector("ul.legend:not(.legend-rows) > li.muted")?.textContent).toBe("last step, 14:00");
});

test("many are rows that the keyboard scrolls, with the note below", () => {
  const container = draw(14);
  const region = screen.getByRole("region", { name: "Usage, legend" });
  expect(region.tabIndex).toBe(0);
  expect(region.querySelectorAll("li")).toHaveLength(12);
  expect(container.querySelector("p.legend-note")?.textContent).toBe("2 more, in Inspect · last step, 14:00");
});

test("rows that always fit are no stop for the keyboard", () => {
  expect(draw(5).querySelector("ul.legend-rows")).not.toBeNull();
  expect(screen.queryByRole("region")).toBeNull();
});
