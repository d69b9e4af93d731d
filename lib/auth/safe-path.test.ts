import { expect, test } from "vitest";
import { safePath } from "./safe-path";

test.each(["/", "/alerts", "/alerts/1?tab=timeline#note", "/dashboards/operations?from=now-24h&var-endpoint=%2Fapi"])(
  "A13 %s is kept",
  (path) => expect(safePath(path)).toBe(path),
);

const HOSTILE = [
  "//evil.test",
  "///evil.test",
  "https://evil.test",
  "javascript:alert(1)",
  "/\\evil.test",
  "\\/evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "/..//evil.test",
  "/./\\evil.test",
  " /alerts",
  "alerts",
  "",
  "/api/auth/csrf",
  "/a/../api/session",
  "/sign-in?callbackUrl=/sign-in",
  `/${"x".repeat(3_000)}`,
  undefined,
  null,
  7,
  ["/alerts"],
];

test.each(HOSTILE.map((value) => [value]))("A13 %j falls back", (value) => {
  expect(safePath(value, "/home")).toBe("/home");
});
