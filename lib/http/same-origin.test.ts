import { expect, test } from "vitest";
import { refuseCrossSite } from "./same-origin";

const PORTAL = "https://portal.example.com";

function allowed(method: string, headers: Record<string, string>): boolean {
  try {
    refuseCrossSite(new Request(`${PORTAL}/api/alerts`, { method, headers }), PORTAL);
    return true;
  } catch {
    return false;
  }
}

test("D01 a write that says nothing of its origin is refused", () => {
  expect(allowed("POST", {})).toBe(false);
  expect(allowed("DELETE", {})).toBe(false);
});

test.each(["https://evil.example", "null", "https://portal.example.com.evil.example", "http://portal.example.com"])(
  "D02 the origin %s is refused, for reads too",
  (origin) => {
    expect(allowed("POST", { origin })).toBe(false);
    expect(allowed("GET", { origin })).toBe(false);
  },
);

test.each(["cross-site", "same-site", "anything"])("D03 Sec-Fetch-Site: %s is refused", (site) => {
  expect(allowed("POST", { origin: PORTAL, "sec-fetch-site": site })).toBe(false);
  expect(allowed("GET", { "sec-fetch-site": site })).toBe(false);
});

test("the portal's own requests pass", () => {
  expect(allowed("POST", { origin: PORTAL })).toBe(true);
  expect(allowed("POST", { "sec-fetch-site": "same-origin" })).toBe(true);
  expect(allowed("GET", {})).toBe(true);
  expect(allowed("GET", { "sec-fetch-site": "none" })).toBe(true);
});

test("a write typed into the address bar cannot exist", () => {
  expect(allowed("POST", { "sec-fetch-site": "none" })).toBe(false);
});
