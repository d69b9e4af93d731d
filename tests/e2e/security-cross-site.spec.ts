import { expect, test } from "@playwright/test";
import { signIn } from "./sign-in";

const EPISODE = "00000000-0000-4000-8000-000000000000";
const ACKNOWLEDGE = `/api/alerts/${EPISODE}/acknowledge`;

test.describe("cross-site requests with a valid cookie", () => {
  test.beforeEach(({ page }) => signIn(page, "on_call"));

  test("D01 a write without Origin and Sec-Fetch-Site is refused", async ({ page }) => {
    const response = await page.request.post(ACKNOWLEDGE, { data: {} });
    expect(response.status()).toBe(403);
    expect((await response.json()).error).toBe("cross_site");
  });

  test("D02 foreign origins are refused", async ({ page, baseURL }) => {
    const origins = [
      "https://evil.example",
      "null",
      `https://portal.evil.example`,
      (baseURL ?? "").replace("http:", "https:"),
    ];
    for (const origin of origins) {
      const response = await page.request.post(ACKNOWLEDGE, { data: {}, headers: { origin } });
      expect(response.status(), origin).toBe(403);
    }
  });

  test("D03 cross-site and same-site fetches are refused", async ({ page, baseURL }) => {
    for (const site of ["cross-site", "same-site"]) {
      const response = await page.request.post(ACKNOWLEDGE, {
        data: {},
        headers: { origin: baseURL ?? "", "sec-fetch-site": site },
      });
      expect(response.status(), site).toBe(403);
    }
  });

  test("D04 JSON in another media type is refused", async ({ page, baseURL }) => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      const response = await page.request.post(ACKNOWLEDGE, {
        data: "{}",
        headers: { origin: baseURL ?? "", "content-type": type },
      });
      expect(response.status(), type).toBe(415);
    }
  });

  test("D05 a read method changes nothing", async ({ page }) => {
    expect((await page.request.get(ACKNOWLEDGE)).status()).toBe(405);
    expect((await page.request.head(ACKNOWLEDGE)).status()).toBe(405);
  });

  test("D06 method overrides are ignored", async ({ page }) => {
    const response = await page.request.get(`${ACKNOWLEDGE}?_method=POST`, {
      headers: { "X-HTTP-Method-Override": "POST" },
    });
    expect(response.status()).toBe(405);
  });

  test("D07 no CORS permission is given", async ({ page }) => {
    const response = await page.request.fetch(ACKNOWLEDGE, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(response.headers()["access-control-allow-origin"]).toBeUndefined();
    expect(response.headers()["access-control-allow-credentials"]).toBeUndefined();
  });

  test("the same request from the portal itself is let through to the verb", async ({ page, baseURL }) => {
    const response = await page.request.post(ACKNOWLEDGE, {
      data: {},
      headers: { origin: baseURL ?? "", "sec-fetch-site": "same-origin" },
    });
    expect(response.status()).toBe(404);
  });
});
