// @vitest-environment happy-dom

import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CopyText } from "./copy-text";

const copied: string[] = [];
let isAllowed = true;

beforeEach(() => {
  vi.useFakeTimers();
  const clipboard = {
    async writeText(text: string) {
      if (!isAllowed) throw new DOMException("no", "NotAllowedError");
      copied.push(text);
    },
  };
  vi.spyOn(navigator, "clipboard", "get").mockReturnValue(clipboard as Clipboard);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const press = () => act(async () => void fireEvent.click(screen.getByRole("button")));
const name = () => screen.getByRole("button").textContent;

test("a copy is told for a moment: beside others, and for the next text, the button has its name", async () => {
  const { rerender } = render(<CopyText text="one" label="Copy proof" />);
  await press();
  expect([copied.at(-1), name()]).toEqual(["one", "Copied"]);
  await act(() => vi.advanceTimersByTime(2_000));
  expect(name()).toBe("Copy proof");
  rerender(<CopyText text="two" label="Copy proof" />);
  await press();
  expect([copied.at(-1), name()]).toEqual(["two", "Copied"]);
});

test("a browser that does not allow it is told, too", async () => {
  isAllowed = false;
  render(<CopyText text="three" label="Copy proof" />);
  await press();
  expect(name()).toBe("Copying is not allowed here");
  expect(copied).not.toContain("three");
});
