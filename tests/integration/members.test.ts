import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PATCH } from "@/app/api/members/[memberId]/route";
import { DELETE as revokeSessions } from "@/app/api/members/[memberId]/sessions/route";
import { GET, POST } from "@/app/api/members/route";
import { GET as whoAmI } from "@/app/api/session/route";
import { handleSignIn } from "@/lib/auth/handle-sign-in";
import { bootstrapUsers } from "@/lib/members/bootstrap-users";
import { type Member, memberListSchema } from "@/lib/members/member";
import { browserRequest, routeParams, type SignedInPerson, signInAs } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { BrowserJar } from "../support/browser-jar";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const PASSWORD = "correct horse battery staple";
let database: ScratchDatabase;
let admin: SignedInPerson;
let since: bigint;

beforeAll(async () => {
  database = await openScratchDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.user.deleteMany();
  admin = await signInAs("admin");
  since = await ledgerSize();
});

const patch = (memberId: string, json: unknown, by = admin) =>
  PATCH(
    browserRequest(`/api/members/${memberId}`, { method: "PATCH", cookie: by.cookie, json }),
    routeParams({ memberId }),
  );
const create = (json: unknown) =>
  POST(browserRequest("/api/members", { method: "POST", cookie: admin.cookie, json }), routeParams());
const statusOf = async ({ cookie }: SignedInPerson) =>
  (await whoAmI(browserRequest("/api/session", { cookie }), routeParams())).status;

async function list(): Promise<Member[]> {
  const response = await GET(browserRequest("/api/members", { cookie: admin.cookie }), routeParams());
  return memberListSchema.parse(await response.json()).members;
}

const somebody = { email: "New.Person@Example.test", name: "New Person", role: "product", password: PASSWORD };

describe("creating", () => {
  test("a new member can sign in, and the ledger knows who made them", async () => {
    const response = await create(somebody);
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    expect(await list()).toContainEqual(
      expect.objectContaining({
        id,
        email: "new.person@example.test",
        role: "product",
        method: "password",
        lastSeenAt: null,
      }),
    );
    const fields = { email: somebody.email, password: PASSWORD };
    expect((await new BrowserJar(handleSignIn).submit("/api/auth/callback/credentials", fields)).status).toBe(200);
    const [created] = await auditTrail(since);
    expect(created).toMatchObject({ action: "MEMBER_CREATED", actor: { id: admin.userId }, subject: `member:${id}` });
    expect(JSON.stringify(await auditTrail(since))).not.toContain(PASSWORD);
  });

  test("the same address, in any case, is refused and changes nothing", async () => {
    await create(somebody);
    expect((await create({ ...somebody, email: "NEW.PERSON@example.test", role: "admin" })).status).toBe(409);
    expect((await list()).filter(({ email }) => email === "new.person@example.test")).toMatchObject([
      { role: "product" },
    ]);
  });

  test("B06 fields that are not asked for are refused", async () => {
    for (const extra of [{ id: admin.userId }, { passwordHash: "x" }, { disabledAt: null }, { oidcSubject: "x" }])
      expect((await create({ ...somebody, ...extra })).status).toBe(400);
    for (const bad of [{ role: "owner" }, { password: "short" }, { name: " " }, { email: "ａ@x.test" }])
      expect((await create({ ...somebody, ...bad })).status).toBe(400);
    expect(await auditTrail(since)).toEqual([]);
  });
});

describe("changing", () => {
  test("a new role works on the next request and is in the ledger with before and after", async () => {
    const member = await signInAs("product");
    expect(await statusOf(member)).toBe(200);
    expect((await patch(member.userId, { role: "security" })).status).toBe(200);
    const session = await whoAmI(browserRequest("/api/session", { cookie: member.cookie }), routeParams());
    expect(await session.json()).toMatchObject({ role: "security" });
    expect(await auditTrail(since)).toMatchObject([
      { action: "PERMISSION_CHANGE", detail: { before: { role: "product" }, after: { role: "security" } } },
    ]);
  });

  test("A07 a disabled member is out at once, cannot sign in, and comes back when enabled", async () => {
    const member = await signInAs("on_call");
    expect(await statusOf(member)).toBe(200);
    expect((await patch(member.userId, { disabled: true })).status).toBe(200);
    expect(await statusOf(member)).toBe(401);
    expect((await patch(member.userId, { disabled: false })).status).toBe(200);
    expect(await statusOf(member)).toBe(401); // the old session stays ended
    expect((await auditTrail(since)).map(({ action }) => action)).toEqual(["MEMBER_DISABLED", "MEMBER_ENABLED"]);
  });

  test("the last enabled administrator can be neither disabled nor demoted", async () => {
    expect((await patch(admin.userId, { disabled: true })).status).toBe(409);
    expect((await patch(admin.userId, { role: "product" })).status).toBe(409);
    const second = await signInAs("admin");
    expect((await patch(second.userId, { disabled: true })).status).toBe(200);
    expect((await patch(admin.userId, { disabled: true })).status).toBe(409);
  });

  test("two administrators who demote each other at once: one stays", async () => {
    const second = await signInAs("admin");
    await Promise.all([
      patch(second.userId, { role: "product" }, admin),
      patch(admin.userId, { role: "product" }, second),
    ]);
    expect(await database.prisma.user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
  });

  test("B06 two changes at once, other fields and other values are refused", async () => {
    const { userId } = await signInAs("product");
    const bad = [
      {},
      { role: "admin", disabled: false },
      { role: "admin", email: "x@y.test" },
      { disabled: "yes" },
      { role: 1 },
      [],
    ];
    for (const change of bad) expect((await patch(userId, change)).status).toBe(400);
    expect((await patch("00000000-0000-4000-8000-000000000000", { disabled: true })).status).toBe(404);
    expect((await patch("' OR 1=1", { disabled: true })).status).toBe(400);
  });

  test("the role of somebody who comes by single sign-on follows their groups", async () => {
    const { userId } = await signInAs("product");
    await database.prisma.user.update({
      where: { id: userId },
      data: { oidcIssuer: "https://id.test", oidcSubject: "1" },
    });
    expect((await patch(userId, { role: "admin" })).status).toBe(409);
    expect(await list()).toContainEqual(expect.objectContaining({ id: userId, method: "oidc", role: "product" }));
  });

  test("signing a member out everywhere ends every session", async () => {
    const member = await signInAs("executive");
    expect((await list()).find(({ id }) => id === member.userId)).toMatchObject({ openSessions: 1 });
    const request = browserRequest("/", { method: "DELETE", cookie: admin.cookie });
    const response = await revokeSessions(request, routeParams({ memberId: member.userId }));
    expect(await response.json()).toEqual({ revoked: 1 });
    expect(await statusOf(member)).toBe(401);
    expect(await auditTrail(since)).toMatchObject([{ action: "SESSION_REVOKED", detail: { revokedSessions: 1 } }]);
  });
});

describe("bootstrap file", () => {
  const file = path.join(tmpdir(), `bootstrap-${process.pid}.json`);
  const write = (content: unknown) => writeFile(file, typeof content === "string" ? content : JSON.stringify(content));

  test("creates who is absent, once, and leaves the others as they are", async () => {
    await write([somebody, { ...somebody, email: admin.email, role: "product" }]);
    expect(await bootstrapUsers(file)).toBe(1);
    expect(await bootstrapUsers(file)).toBe(0);
    expect((await list()).find(({ email }) => email === admin.email)).toMatchObject({ role: "admin" });
    expect(await auditTrail(since)).toMatchObject([{ action: "MEMBER_CREATED", actor: { kind: "system" } }]);
  });

  test.each([
    ["[", "is not valid JSON"],
    [[{ ...somebody, role: "owner" }], "0.role"],
    [[{ ...somebody, password: "short" }], "must have at least 12 characters"],
  ])("says what is wrong in one line: %j", async (content, message) => {
    await write(content);
    await expect(bootstrapUsers(file)).rejects.toThrow(message);
    await expect(bootstrapUsers(`${file}.absent`)).rejects.toThrow("cannot be read");
  });
});
