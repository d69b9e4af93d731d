// @vitest-environment happy-dom

import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { NothingOpen } from "./nothing-open";

afterEach(cleanup);

const list = { summary: { source: { silent: null } } } as EpisodeList;

test("an empty list that could not be read again is not an all-clear, even of a live source", () => {
  const { container, rerender } = render(<NothingOpen list={list} />);
  expect(container.textContent).toContain("No open alerts");
  rerender(<NothingOpen list={list} failing />);
  expect(container.textContent).not.toContain("No open alerts");
  expect(container.textContent).toContain("This does not mean that all is well.");
});
