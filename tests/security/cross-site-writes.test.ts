import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Permission, ROLES, roleHas } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { routeParams, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { type InventoryEntry, routeInventory, sampleParams } from "../support/route-inventory";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

/** Every handler that changes something and that a person may call. */
const writes = (await routeInventory()).flatMap((entry) => {
  const role = ROLES.find((one) => entry.access === "signed-in" || roleHas(one, entry.access as Permission));
  return entry.method !== "GET" && entry.access && role
    ? [[`${entry.method} ${entry.route}`, entry, role] as const]
    : [];
});
/** Of them, those that take words or numbers. */
const withBody = writes.filter(([, { route }]) => /^\/api\/(alerts|silences)/.test(route));

let database: ScratchDatabase;
const cookies = new Map<string, string>();

beforeAll(async () => {
  database = await openScratchDatabase();
  for (const role of ROLES) cookies.set(role, (await signInAs(role)).cookie);
});
afterAll(() => database.close());

function send({ route, method, handler }: InventoryEntry, role: string, headers: Record<string, string>, body = "{}") {
  const { path, params } = sampleParams(route);
  const all = { cookie: cookies.get(role) ?? "", "content-type": "application/json", ...headers };
  const request = new Request(new URL(path, env().PORTAL_URL), { method, headers: all, body });
  return handler(request, routeParams(params));
}

test("the inventory holds every verb of an alert and of a silence", () => {
  const verbs = [
    "alerts/[episodeId]/acknowledge",
    "alerts/[episodeId]/take-over",
    "alerts/[episodeId]/unacknowledge",
    "alerts/[episodeId]/notes",
    "alerts/acknowledgements",
    "silences",
    "silences/preview",
    "silences/[silenceId]/extend",
    "silences/[silenceId]/expire",
  ];
  for (const verb of verbs) expect(writes.map(([name]) => name)).toContain(`POST /api/${verb}`);
});

describe.each(writes)("%s", (_name, entry, role) => {
  const own = new URL(env().PORTAL_URL).origin;

  test.each([
    ["D01 without Origin and Sec-Fetch-Site", {}],
    ["D02 from another origin", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    ["D02 from a null origin", { origin: "null" }],
    ["D02 from a name that begins alike", { origin: `${own}.evil.example` }],
    ["D03 cross-site", { origin: own, "sec-fetch-site": "cross-site" }],
    ["D03 same-site", { origin: own, "sec-fetch-site": "same-site" }],
  ])("%s: refused, and in the ledger", async (_case, headers) => {
    const since = await ledgerSize();
    const response = await send(entry, role, headers as Record<string, string>);
    expect([response.status, (await response.json()).error]).toEqual([403, "cross_site"]);
    expect(await auditTrail(since)).toMatchObject([
      { action: "CROSS_SITE_REFUSED", outcome: "denied", subject: `route:${entry.route}` },
    ]);
  });
});

describe.each(withBody)("%s", (_name, entry, role) => {
  const own = { origin: new URL(env().PORTAL_URL).origin, "sec-fetch-site": "same-origin" };

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "D04 a body of type %s is refused",
    async (type) => {
      expect((await send(entry, role, { ...own, "content-type": type })).status).toBe(415);
    },
  );

  test.each(["", "{", "nonsense", '{"__proto__":{"note":"x"}}', `{"note":"${"x".repeat(300_000)}"}`])(
    "a body that is no request of its own is refused and nothing breaks",
    async (body) => {
      expect([400, 404, 413]).toContain((await send(entry, role, own, body)).status);
    },
  );
});
