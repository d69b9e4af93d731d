// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { NoMatch } from "./no-match";

afterEach(cleanup);

test("filters that hide everything are set aside from there", () => {
  const onClear = vi.fn();
  render(<NoMatch searched={false} onClear={onClear} />);
  fireEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
  expect(onClear).toHaveBeenCalledOnce();
  expect(screen.queryByText(/patterns/)).toBeNull();
});

test("a search that finds nothing says what a search can find", () => {
  render(<NoMatch searched onClear={() => undefined} />);
  expect(screen.getByText(/It knows no patterns/)).toBeTruthy();
});
