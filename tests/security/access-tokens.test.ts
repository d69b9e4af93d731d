import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DELETE } from "@/app/api/access-tokens/[tokenId]/route";
import { GET, POST } from "@/app/api/access-tokens/route";
import { GET as listMembers } from "@/app/api/members/route";
import { GET as whoAmI } from "@/app/api/session/route";
import { type AccessTokenView, accessTokenListSchema, createdAccessTokenSchema } from "@/lib/members/access-token";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let admin: SignedInPerson;
let since: bigint;

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  admin = await signInAs("admin");
  since = await ledgerSize();
});

const wanted = { name: "Report script", scopes: ["member:read", "alert:read"], expiresInDays: 30 };

const post = (json: unknown, headers: { cookie?: string; authorization?: string } = { cookie: admin.cookie }) =>
  POST(browserRequest("/api/access-tokens", { method: "POST", json, headers }), routeParams());

async function create(json: object = wanted): Promise<{ token: string; accessToken: AccessTokenView }> {
  return createdAccessTokenSchema.parse(await (await post(json)).json());
}

const revoke = (tokenId: string, cookie: string) =>
  DELETE(browserRequest("/", { method: "DELETE", cookie }), routeParams({ tokenId }));

async function membersStatus(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, "sec-fetch-site": "none" };
  return (await listMembers(browserRequest("/api/members", { headers }), routeParams())).status;
}

test("a token is shown once, kept as a hash, and acts for its person within its scopes", async () => {
  const { token, accessToken } = await create();
  expect(token).toMatch(/^mop_[A-Za-z0-9_-]{43}$/);
  expect(await membersStatus(token)).toBe(200);
  const who = await whoAmI(
    browserRequest("/api/session", { headers: { authorization: `Bearer ${token}` } }),
    routeParams(),
  );
  expect(await who.json()).toMatchObject({ permissions: expect.arrayContaining(["member:read"]), expiresAt: null });
  const row = await database.prisma.accessToken.findUniqueOrThrow({ where: { id: accessToken.id } });
  expect(JSON.stringify(row)).not.toContain(token.slice(10));
  const list = await GET(browserRequest("/api/access-tokens", { cookie: admin.cookie }), routeParams());
  expect(accessTokenListSchema.parse(await list.json()).accessTokens[0]?.lastUsedAt).not.toBeNull();
  const trail = await auditTrail(since);
  expect(trail).toMatchObject([{ action: "ACCESS_TOKEN_CREATED", detail: { scopes: wanted.scopes } }]);
  expect(JSON.stringify(trail)).not.toContain(token.slice(10));
});

test("scopes the person does not hold, or unknown ones, are refused", async () => {
  expect((await post({ ...wanted, scopes: ["report:generate"] })).status).toBe(403);
  expect((await post({ ...wanted, scopes: ["everything"] })).status).toBe(400);
  expect((await post({ ...wanted, scopes: [] })).status).toBe(400);
  expect((await post({ ...wanted, expiresInDays: 91 })).status).toBe(400);
  expect((await post({ ...wanted, userId: admin.userId })).status).toBe(400);
});

test("a narrower token is refused beyond its scopes, and a demoted person's token shrinks with them", async () => {
  const narrow = await create({ ...wanted, scopes: ["alert:read"] });
  expect(await membersStatus(narrow.token)).toBe(403);
  const { token } = await create();
  await database.prisma.user.update({ where: { id: admin.userId }, data: { role: "product" } });
  expect(await membersStatus(token)).toBe(403);
});

test("expired, revoked and a disabled person's tokens are 401", async () => {
  const expired = await create();
  const past = { createdAt: new Date(0), expiresAt: new Date(Date.now() - 1) };
  await database.prisma.accessToken.update({ where: { id: expired.accessToken.id }, data: past });
  expect(await membersStatus(expired.token)).toBe(401);
  const revoked = await create();
  expect((await revoke(revoked.accessToken.id, admin.cookie)).status).toBe(200);
  expect((await revoke(revoked.accessToken.id, admin.cookie)).status).toBe(200);
  expect(await membersStatus(revoked.token)).toBe(401);
  const other = await create();
  await database.prisma.user.update({ where: { id: admin.userId }, data: { disabledAt: new Date() } });
  expect(await membersStatus(other.token)).toBe(401);
  const actions = (await auditTrail(since)).map(({ action }) => action);
  expect(actions.filter((action) => action === "ACCESS_TOKEN_REVOKED")).toHaveLength(1);
});

test("a token makes no tokens, even with every scope", async () => {
  const { token } = await create({ ...wanted, scopes: ["access-token:write"] });
  expect((await post(wanted, { authorization: `Bearer ${token}` })).status).toBe(403);
});

test("B03 another person's token is not found", async () => {
  const { accessToken, token } = await create();
  const other = await signInAs("admin");
  expect((await revoke(accessToken.id, other.cookie)).status).toBe(404);
  expect(await membersStatus(token)).toBe(200);
});

test("twenty live tokens are the most", async () => {
  for (let index = 0; index < 20; index++) expect((await post(wanted)).status).toBe(201);
  expect((await post(wanted)).status).toBe(409);
});
