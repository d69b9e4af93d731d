import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { rawHttp, statusOf } from "./raw-http";
import { signIn } from "./sign-in";

// A message of SNS carries a signature instead of a session: tests/security/sns.test.ts.
const PUBLIC_ROUTES = ["/api/health/live", "/api/health/ready", "/api/ingest/sns"];
const PUBLIC_PAGES = ["/sign-in", "/_not-found", "/_global-error", "/forbidden"];

/** Every route of the build, with its parameters filled in. */
function builtPaths(kind: "page" | "route"): string[] {
  const manifest = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>;
  return Object.keys(manifest)
    .filter((key) => key.endsWith(`/${kind}`))
    .map(
      (key) =>
        key
          .slice(0, -kind.length - 1)
          .replaceAll(/\/\([^)]+\)/g, "")
          .replaceAll(/\[[^\]]+\]/g, "x") || "/",
    )
    .filter((path) => !/\.(ico|png|svg|txt|webmanifest)$/.test(path));
}

const protectedApi = builtPaths("route").filter(
  (path) => !PUBLIC_ROUTES.includes(path) && !path.startsWith("/api/auth"),
);
const protectedPages = builtPaths("page").filter((path) => !PUBLIC_PAGES.includes(path));

test("the build has routes and pages to test", () => {
  expect(protectedApi.length).toBeGreaterThan(5);
  expect(protectedPages.length).toBeGreaterThan(5);
});

test("A01 every API route refuses a request without a session", async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  for (const path of protectedApi) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const response = await request.fetch(path, { method, data: method === "GET" ? undefined : {}, maxRedirects: 0 });
      expect([401, 405], `${method} ${path}`).toContain(response.status());
      if (response.status() !== 401) continue;
      expect(((await response.json()) as { error: string }).error).toBe("unauthenticated");
      expect(response.headers()["cache-control"]).toContain("no-store");
    }
  }
});

const TRICKS: [id: string, headers: Record<string, string>][] = [
  ["A02", {}],
  ["C01", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  ["C01", { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" }],
  ["C02", { RSC: "1" }],
  ["C02", { RSC: "1", "Next-Router-Prefetch": "1" }],
  ["C02", { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" }],
];
const SECRETS_OF_PAGES = /System Health Score|executedQuery|HighErrorRate|medinovai\.example|audit_events/;

for (const [index, [id, headers]] of TRICKS.entries())
  test(`${id} pages give nothing without a session (${index})`, async ({ playwright, baseURL }) => {
    const request = await playwright.request.newContext({ baseURL });
    for (const path of protectedPages)
      for (const target of [
        path,
        `${path}?_rsc=abc`,
        `${path}.rsc`,
        `${path}.txt`,
        `${path}?nxtPid=1&__nextDataReq=1`,
      ]) {
        const response = await request.get(target, { headers, maxRedirects: 0 });
        expect([200, 303, 307, 308, 400, 404], target).toContain(response.status());
        expect(await response.text(), target).not.toMatch(SECRETS_OF_PAGES);
      }
  });

test("A02 pages send people without a session to the sign-in page", async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  for (const path of protectedPages) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.status(), path).toBe(307);
    expect(response.headers().location, path).toContain("/sign-in");
  }
});

test("C03 data routes of other frameworks' habits do not exist", async ({ request }) => {
  for (const path of [
    "/_next/data/x/dashboards/executive.json",
    "/en/dashboards/executive",
    "/_next/data/x/index.json",
  ])
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
});

test("C04 a forged Server Action is refused and the process lives", async ({ request, baseURL }) => {
  const body = '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then"}\r\n--x--\r\n';
  for (const path of ["/", "/sign-in", "/dashboards/executive"]) {
    const response = await request.fetch(path, {
      method: "POST",
      headers: {
        "Next-Action": "a".repeat(40),
        "content-type": "multipart/form-data; boundary=x",
        origin: baseURL ?? "",
      },
      data: body,
      maxRedirects: 0,
    });
    expect(response.status(), path).not.toBe(500);
    expect(response.status(), path).not.toBe(200);
  }
  expect((await request.get("/api/health/live")).status()).toBe(200);
});

test("C05 the build holds no Server Actions", () => {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  expect(manifest.node).toEqual({});
  expect(manifest.edge).toEqual({});
});

test("C06 there is no image optimiser", async ({ request }) => {
  for (const url of ["/icon.png", "http://127.0.0.1/x.avif", "%2Fapi%2Fhealth%2Flive"])
    expect((await request.get(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`)).status()).toBe(404);
});

test("C07 an absolute-form upgrade reaches no other host", async ({ baseURL }) => {
  const answer = await rawHttp(
    baseURL ?? "",
    "GET http://169.254.169.254/latest/ HTTP/1.1\r\nHost: 169.254.169.254\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  expect([0, 307, 400, 404, 426]).toContain(statusOf(answer));
  expect(answer).not.toMatch(/ami-id|instance-id/);
});

test("C08 a forged host appears in no link or redirect", async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  for (const path of ["/", "/sign-in", "/dashboards/executive", "/api/auth/providers"]) {
    const response = await request.get(path, {
      headers: { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" },
      maxRedirects: 0,
    });
    expect(`${response.headers().location ?? ""}${await response.text()}`, path).not.toContain("evil.example");
  }
});

test("C09 odd spellings of a path are refused or treated alike", async ({ baseURL }) => {
  for (const path of [
    "/api/./alerts",
    "/API/alerts",
    "/api/alerts/",
    "/api/%2e%2e/api/alerts",
    "/api%2falerts",
    "/api/alerts;a=b",
    "/api/alerts.",
    "/api/%c0%ae/alerts",
  ]) {
    const answer = await rawHttp(baseURL ?? "", `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect([301, 307, 308, 400, 401, 404], path).toContain(statusOf(answer));
  }
});

test("C10 ambiguous message lengths are refused", async ({ baseURL }) => {
  const both =
    "POST /api/health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX";
  const twice = "POST /api/health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!";
  for (const request of [both, twice]) expect([0, 400]).toContain(statusOf(await rawHttp(baseURL ?? "", request)));
});

test("C11 what a signed-in person sees is never stored", async ({ page }) => {
  await signIn(page, "executive");
  for (const path of ["/dashboards/executive", "/alerts", "/api/session"]) {
    const response = await page.request.get(path);
    expect(response.headers()["cache-control"], path).toMatch(/no-store/);
    expect(response.headers()["cache-control"], path).toMatch(/private/);
  }
});

test("C12 a client's own nonce or policy is not reflected", async ({ request }) => {
  const response = await request.get("/sign-in", {
    headers: { "x-nonce": '"><script>alert(1)</script>', "content-security-policy": "default-src *" },
  });
  expect(await response.text()).not.toContain("alert(1)");
  expect(response.headers()["content-security-policy"]).not.toContain("default-src *");
});

test("C13 sources, settings and maps are not served", async ({ baseURL }) => {
  for (const path of [
    "/.env",
    "/.git/HEAD",
    "/package.json",
    "/prisma/schema.prisma",
    "/_next/static/../../package.json",
    "/_next/static/%2e%2e/%2e%2e/package.json",
    "/server.js",
  ]) {
    const answer = await rawHttp(baseURL ?? "", `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect([307, 308, 400, 404], path).toContain(statusOf(answer));
  }
  const maps = readdirSync(".next/static", { recursive: true }).filter((name) => String(name).endsWith(".map"));
  expect(maps).toEqual([]);
});

test("C14 TRACE, CONNECT and unknown methods are refused", async ({ baseURL }) => {
  for (const method of ["TRACE", "CONNECT", "BREW"]) {
    const answer = await rawHttp(
      baseURL ?? "",
      `${method} /api/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
    expect([0, 400, 401, 405], method).toContain(statusOf(answer));
  }
});

test("C15 errors leak no stack, path or query", async ({ request }) => {
  for (const path of ["/no/such/page", "/api/no-such", "/dashboards/%00", "/dashboards/../../etc"]) {
    const text = await (await request.get(path, { maxRedirects: 0 })).text();
    expect(text, path).not.toMatch(/node_modules|at async|SELECT |prisma/i);
  }
});

test("D08 N06 security headers are on every kind of response", async ({ request }) => {
  const script = readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"));
  for (const path of [
    "/sign-in",
    "/no-such-page",
    "/api/health/live",
    "/api/alerts",
    "/",
    "/api/alerts/",
    `/_next/static/chunks/${script}`,
  ]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    // A redirect to the usual spelling of the path shows nothing that could be framed.
    if (headers.location === undefined || path === "/")
      expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["strict-transport-security"], path).toContain("max-age=31536000");
    expect(headers["referrer-policy"], path).toBe("same-origin");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("G05 the nonce differs in every response and nothing inline is allowed", async ({ request }) => {
  const nonces = new Set<string>();
  for (let batch = 0; batch < 20; batch++) {
    const responses = await Promise.all(Array.from({ length: 50 }, () => request.head("/sign-in")));
    for (const response of responses) {
      const policy = response.headers()["content-security-policy"] ?? "";
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
      nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    }
  }
  expect(nonces.size).toBe(1000);
});

test("N02 no secret of the server is in what browsers download", () => {
  const secret = /PORTAL_SECRET|INGEST_TOKENS|METRICS_TOKEN|DATABASE_URL|OIDC_CLIENT_SECRET/;
  for (const name of readdirSync(".next/static", { recursive: true })) {
    if (!/\.(js|css|json)$/.test(String(name))) continue;
    expect(readFileSync(`.next/static/${name}`, "utf8"), String(name)).not.toMatch(secret);
  }
});
