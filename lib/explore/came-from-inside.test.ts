import { expect, test } from "vitest";
import { cameFromInside } from "./came-from-inside";

const PORTAL = "https://portal.example.com";

test.each<[string, boolean, Record<string, string>]>([
  ["a link of the portal", true, { referer: `${PORTAL}/runbooks/HighErrorRate`, "sec-fetch-site": "same-origin" }],
  ["one by a browser that says no more", true, { referer: `${PORTAL}/alerts/4711?tab=rule` }],
  ["an address that was typed or kept", false, { "sec-fetch-site": "none" }],
  ["a page that says nothing", false, {}],
  ["another site that says nothing of itself", false, { "sec-fetch-site": "cross-site" }],
  ["another site", false, { referer: "https://evil.example/", "sec-fetch-site": "cross-site" }],
  ["a neighbour", false, { referer: "https://portal.example.com.evil.example/", "sec-fetch-site": "same-site" }],
  ["another site, sent on by the portal", false, { referer: `${PORTAL}/`, "sec-fetch-site": "cross-site" }],
  ["the sign-in, where any link may lead first", false, { referer: `${PORTAL}/sign-in?callbackUrl=%2Fexplore` }],
  ["itself, drawn anew", false, { referer: `${PORTAL}/explore?expr=up`, "sec-fetch-site": "same-origin" }],
  ["an address that is none", false, { referer: "about:client" }],
])("%s: %s", (_, inside, headers) => {
  expect(cameFromInside(new Headers(headers), PORTAL)).toBe(inside);
});
