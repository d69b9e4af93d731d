// @vitest-environment happy-dom

import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { MessageView } from "@/lib/outbox/message-view";
import { UntoldPanel } from "./untold-panel";

afterEach(cleanup);

const WAITING = {
  target: "pagerduty",
  version: 2,
  action: "ALERT_ACKNOWLEDGED",
  state: "waiting",
  attempts: 3,
  dueAt: "2026-11-25T23:40:09.000Z",
  reason: "503 from PagerDuty",
} as MessageView;

test.each([
  ["UTC", "Next try 23:40:09 UTC."],
  ["Asia/Kolkata", "Next try 05:10:09 GMT+5:30."],
])("the next try is told on the clock of %s", (zone, words) => {
  render(<UntoldPanel told={[WAITING]} zone={zone} />);
  expect(screen.getByText(/503 from PagerDuty/).textContent).toBe(`503 from PagerDuty. 3 tries so far. ${words}`);
});

test("there is no panel when all is told", () => {
  const { container } = render(<UntoldPanel told={[{ ...WAITING, state: "sent" }]} zone="UTC" />);
  expect(container.textContent).toBe("");
});
