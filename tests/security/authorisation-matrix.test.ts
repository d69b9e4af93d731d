import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS, ROLES, type Role, roleHas } from "@/lib/auth/permissions";
import { browserRequest, routeParams, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { type InventoryEntry, routeInventory, sampleParams } from "../support/route-inventory";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const ingestToken = randomBytes(32).toString("hex");
const emitterToken = randomBytes(32).toString("hex");
const metricsToken = randomBytes(32).toString("hex");
process.env.INGEST_TOKENS = `${randomBytes(32).toString("hex")},${ingestToken}`;
process.env.AUDIT_EMITTERS = `chatbot=${emitterToken}`;
process.env.METRICS_TOKEN = metricsToken;

/** Handlers without a permission of their own: there is no actor before sign-in. */
const WITHOUT_ACCESS = ["GET /api/auth/[...nextauth]", "POST /api/auth/[...nextauth]"];
/** Answers anybody: probes that say nothing else than "yes", and what checks the message's own signature. */
const PUBLIC = ["GET /api/health/live", "GET /api/health/ready", "POST /api/ingest/sns"];

const inventory = await routeInventory();
const guarded = inventory.filter(({ access }) => access !== undefined && access !== "public");
const nameOf = ({ method, route }: InventoryEntry) => `${method} ${route}`;
let database: ScratchDatabase;

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());

async function call(
  entry: InventoryEntry,
  options: { cookie?: string; headers?: Record<string, string>; search?: string; method?: string } = {},
): Promise<Response> {
  const { path, params } = sampleParams(entry.route);
  const method = options.method ?? entry.method;
  const json = method === "GET" || method === "HEAD" ? {} : { json: {} };
  const request = browserRequest(path + (options.search ?? ""), { ...options, method, ...json });
  const response = await entry.handler(request, routeParams(params));
  await response.body?.cancel();
  return response;
}

describe("inventory", () => {
  test("every handler names who may call it", () => {
    expect(inventory.length).toBeGreaterThan(10);
    expect(inventory.filter(({ access }) => access === undefined).map(nameOf)).toEqual(WITHOUT_ACCESS);
    expect(inventory.filter(({ access }) => access === "public").map(nameOf)).toEqual(PUBLIC);
    for (const { access } of guarded) expect([...PERMISSIONS, "signed-in"]).toContain(access);
  });

  test("B11 no route answers HEAD or OPTIONS by itself: HEAD is what GET says, OPTIONS says nothing", () => {
    expect(inventory.filter(({ method }) => method === "HEAD" || method === "OPTIONS").map(nameOf)).toEqual([]);
  });
});

describe.each(guarded.map((entry) => [nameOf(entry), entry] as const))("%s", (_name, entry) => {
  const { access } = entry;

  test("A01 without a session: 401, as JSON, never stored", async () => {
    for (const method of entry.method === "GET" ? ["GET", "HEAD"] : [entry.method]) {
      const response = await call(entry, { method });
      expect(response.status).toBe(401);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("A12 a malformed Authorization header: 401", async () => {
    for (const authorization of ["Bearer %", "Bearer %E0%A4%A"])
      expect((await call(entry, { headers: { authorization } })).status).toBe(401);
  });

  test.each(ROLES)("B01 as %s", async (role) => {
    const { cookie } = await signInAs(role);
    const since = await ledgerSize();
    const response = await call(entry, { cookie });
    if (access === undefined || access === "public" || access === "signed-in" || roleHas(role, access)) {
      expect(response.status).not.toBe(401);
      if (access !== "signed-in") expect(response.status).not.toBe(403);
      return;
    }
    expect(response.status).toBe(403);
    // B10: each refusal is in the ledger.
    expect(await auditTrail(since)).toMatchObject([
      { action: "AUTHZ_DENIED", outcome: "denied", subject: `route:${entry.route}` },
    ]);
    if (entry.method === "GET") expect((await call(entry, { cookie, method: "HEAD" })).status).toBe(403);
  });

  if (access !== "signed-in")
    test("B08 a role that the request claims for itself is ignored", async () => {
      const role = ROLES.find((candidate) => !roleHas(candidate, access as (typeof PERMISSIONS)[number])) as
        | Role
        | undefined;
      const { cookie } = role ? await signInAs(role) : { cookie: "" };
      const headers = { role: "admin", "x-role": "admin", "x-user-role": "admin", "x-portal-role": "admin" };
      const response = await call(entry, { cookie: `${cookie}; role=admin`, headers, search: "?role=admin" });
      expect(response.status).toBe(role ? 403 : 401);
    });
});

describe("machine tokens", () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const allows = (entry: InventoryEntry, permissions: string[]) => permissions.includes(String(entry.access));

  test.each([
    ["METRICS_TOKEN", metricsToken, ["metrics:read"]],
    ["INGEST_TOKENS", ingestToken, ["alert:ingest", "annotation:write"]],
    ["AUDIT_EMITTERS", emitterToken, ["audit-event:ingest"]],
  ] as const)("%s opens its own routes and no other", async (_name, token, permissions) => {
    for (const entry of guarded) {
      const { status } = await call(entry, { headers: bearer(token) });
      if (allows(entry, [...permissions]))
        expect([nameOf(entry), [401, 403].includes(status)]).toEqual([nameOf(entry), false]);
      else expect([401, 403]).toContain(status);
    }
  });

  test("H02 a token in the address is ignored, and one character more or less is refused", async () => {
    const metrics = inventory.find(({ route }) => route === "/api/metrics") as InventoryEntry;
    expect((await call(metrics, { search: `?token=${metricsToken}&access_token=${metricsToken}` })).status).toBe(401);
    for (const wrong of [`${metricsToken}0`, metricsToken.slice(0, -1), metricsToken.toUpperCase()])
      expect((await call(metrics, { headers: bearer(wrong) })).status).toBe(401);
  });

  test("a bad bearer token is not rescued by a good cookie", async () => {
    const metrics = inventory.find(({ route }) => route === "/api/metrics") as InventoryEntry;
    const { cookie } = await signInAs("admin");
    expect((await call(metrics, { cookie })).status).toBe(200);
    expect((await call(metrics, { cookie, headers: bearer("x".repeat(40)) })).status).toBe(401);
  });
});
