import { expect, test } from "vitest";
import { ownBoardPath } from "./own-board-path";

const PORTAL = "https://portal.example.com";
const STARTS = Date.UTC(2026, 10, 26, 9);
const pathOf = (dashboard_url: string, { may = true, resolvedAt = null as string | null } = {}) =>
  ownBoardPath(
    { annotations: { dashboard_url }, startsAt: new Date(STARTS).toISOString(), resolvedAt },
    `${PORTAL}/`,
    () => may,
  );

test("a board of the portal's own opens on the time around the firing", () => {
  const from = STARTS - 3_600_000;
  expect(pathOf(`${PORTAL}/dashboards/operations`)).toBe(`/dashboards/operations?from=${from}&to=now`);
  const ended = new Date(STARTS + 60_000).toISOString();
  expect(pathOf("/dashboards/security", { resolvedAt: ended })).toBe(
    `/dashboards/security?from=${from}&to=${STARTS + 60_000 + 900_000}`,
  );
  expect(pathOf(`${PORTAL}/status`)).toBe("/status");
});

test("who may not open the board is not sent there", () => {
  expect(pathOf("/dashboards/security", { may: false })).toBeNull();
});

test.each([
  "",
  "/dashboards/unknown",
  "/dashboards/operations/../../admin/members",
  "/dashboards/operations?to=//evil.test",
  "//evil.test/dashboards/operations",
  "https://portal.example.com.evil.test/dashboards/operations",
  "https://portal.example.com@evil.test/status",
  "javascript:alert(1)//dashboards/operations",
])("F01 %j is no board of the portal", (text) => {
  expect(pathOf(text)).toBeNull();
});

test("an alert without the annotation has none", () => {
  expect(ownBoardPath({ annotations: {}, startsAt: "", resolvedAt: null }, PORTAL, () => true)).toBeNull();
});
