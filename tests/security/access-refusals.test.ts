import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLE_PERMISSIONS } from "@/lib/auth/permissions";
import { accessRefusals, judge, PROBED_ROUTES } from "@/lib/compliance/checks/access-refusals";
import { env } from "@/lib/env";
import { auditTrail } from "../support/audit-trail";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { serveRoutes } from "../support/serve-routes";

let database: ScratchDatabase;
let portal: Awaited<ReturnType<typeof serveRoutes>>;
const measure = (url: string) => {
  env().PORTAL_URL = url;
  return accessRefusals.measure(contextOf("compliance"), new AbortController().signal, "2026-11-22");
};

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoutes();
});
afterAll(async () => {
  portal.close();
  await database.close();
});

test("D12 the real routes refuse the probe, and the ledger holds every refusal", async () => {
  const finding = await measure(portal.origin);
  expect(finding).toMatchObject({ status: "pass", observed: { refusalsRecorded: PROBED_ROUTES.length } });
  const trail = await auditTrail();
  expect(trail.filter((entry) => entry.action === "AUTHZ_DENIED")).toHaveLength(PROBED_ROUTES.length);
  expect(trail[0]).toMatchObject({ action: "ACCESS_TOKEN_CREATED" });
  expect(trail.at(-1)).toMatchObject({ action: "ACCESS_TOKEN_REVOKED" });
});

test("D12 the probe's member cannot be used afterwards", async () => {
  const probe = await database.prisma.user.findUniqueOrThrow({
    where: { email: "access-probe@portal.invalid" },
    include: { accessTokens: true },
  });
  expect(probe).toMatchObject({ passwordHash: null, oidcSubject: null, accessTokens: [] });
  expect(probe.disabledAt).not.toBeNull();
  expect(ROLE_PERMISSIONS.product).not.toContain("audit:read");
});

async function portalThatAnswers(status: number): Promise<string> {
  const server = http.createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  [200, "fail", "NOT_REFUSED"],
  [302, "fail", "NOT_REFUSED"],
  [403, "unknown", "NO_PLAIN_REFUSAL"],
  [404, "unknown", "NO_PLAIN_REFUSAL"],
  [500, "unknown", "NO_PLAIN_REFUSAL"],
])("D12 a portal that answers %d to everything is %s", async (status, expected, reasonCode) => {
  expect(await measure(await portalThatAnswers(status))).toMatchObject({ status: expected, reasonCode });
});

test("D12 an address where nobody answers is unknown, and the token is gone all the same", async () => {
  expect(await measure("http://127.0.0.1:1")).toMatchObject({ status: "unknown" });
  expect(await database.prisma.accessToken.count()).toBe(0);
});

test("D12 refusals that do not reach the ledger fail, and no probe at all never passes", () => {
  const answers = PROBED_ROUTES.flatMap((route) => [
    { route, token: false, status: 401 },
    { route, token: true, status: 403 },
  ]);
  expect(judge(answers, 4, 3)).toMatchObject({ status: "fail", reasonCode: "REFUSAL_NOT_RECORDED" });
  expect(judge(answers, 4, 4).status).toBe("pass");
  expect(judge([], 0, 0).status).toBe("unknown");
});
