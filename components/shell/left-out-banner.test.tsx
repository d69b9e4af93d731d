// @vitest-environment happy-dom

import { cleanup, render, screen } from "@testing-library/react";
import { PathnameContext, SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { afterEach, expect, test } from "vitest";
import { LEFT_OUT_MARK } from "@/lib/auth/left-out-mark";
import { LeftOutBanner } from "./left-out-banner";

afterEach(() => {
  cleanup();
  window.location.hash = "";
});

const at = (path: string, search = "") => (
  <PathnameContext value={path}>
    <SearchParamsContext value={new URLSearchParams(search)}>
      <LeftOutBanner />
    </SearchParamsContext>
  </PathnameContext>
);
const said = () => screen.queryByText(/was left out/) !== null;

test("an address that lost what could name a person says so, until another one is open", () => {
  window.location.hash = LEFT_OUT_MARK;
  const { rerender } = render(at("/audit"));
  expect(said()).toBe(true);
  window.location.hash = "";
  rerender(at("/audit", "actor=Ruth"));
  expect(said()).toBe(false);
});

test("an address that lost nothing says nothing", () => {
  render(at("/audit"));
  expect(said()).toBe(false);
});
