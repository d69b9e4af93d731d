// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { AlarmChoices } from "./alarm-choices";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.localStorage.clear();
});

/** A browser's notifications: what it answers when asked, and whether a page may show one. */
function browser(permission: NotificationPermission, shows: boolean): string[] {
  const shown: string[] = [];
  vi.stubGlobal(
    "Notification",
    class {
      static readonly permission = permission;
      static readonly requestPermission = async () => permission;
      constructor(title: string) {
        if (!shows)
          throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
        shown.push(title);
      }
    },
  );
  render(<AlarmChoices />);
  fireEvent.click(screen.getByLabelText("Notification"));
  return shown;
}

const chosen = () => (screen.getByLabelText("Notification") as HTMLInputElement).checked;

test("who asks for notifications sees one at once", async () => {
  const shown = browser("granted", true);
  await screen.findByRole("button", { name: "Try it" });
  expect(chosen()).toBe(true);
  expect(shown).toHaveLength(1);
});

test("a phone that permits notifications and shows none says so, and the choice stays off", async () => {
  browser("granted", false);
  await screen.findByText(/shows no notifications of pages/);
  expect(chosen()).toBe(false);
});

test("a browser that blocks them is named as the reason", async () => {
  browser("denied", true);
  await screen.findByText(/blocks notifications/);
  expect(chosen()).toBe(false);
});
