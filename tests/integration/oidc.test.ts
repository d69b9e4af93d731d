import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as whoAmI } from "@/app/api/session/route";
import { handleSignIn } from "@/lib/auth/handle-sign-in";
import { hashPassword } from "@/lib/auth/password";
import { browserRequest, routeParams } from "../support/actor-request";
import { auditTrail, ledgerSize } from "../support/audit-trail";
import { BrowserJar } from "../support/browser-jar";
import { OidcProvider } from "../support/oidc-provider";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const provider = new OidcProvider({ id: "portal", secret: "client-secret-0123456789" });
let database: ScratchDatabase;
let since: bigint;

beforeAll(async () => {
  process.env.OIDC_ISSUER = await provider.start();
  process.env.OIDC_CLIENT_ID = provider.client.id;
  process.env.OIDC_CLIENT_SECRET = provider.client.secret;
  process.env.OIDC_ROLE_MAP = "ops-admins=admin,sre=on_call,ou=groups=compliance";
  process.env.LOCAL_LOGIN = "on";
  database = await openScratchDatabase();
});
afterAll(async () => {
  await provider.stop();
  await database.close();
});
beforeEach(async () => {
  provider.faults = {};
  provider.claims = { sub: "subject-1", email: "alice@example.test", name: "Alice", groups: ["staff", "sre"] };
  since = await ledgerSize();
});

/** The address of the provider's page, as the sign-in page would go to it. */
async function start(jar: BrowserJar, callbackUrl = "/alerts"): Promise<URL> {
  const response = await jar.submit("/api/auth/signin/oidc", { callbackUrl });
  expect(response.status).toBe(200);
  return new URL(((await response.json()) as { url: string }).url);
}

/** Visits the provider, which consents and sends the browser back; returns the address it is sent back to. */
async function consent(page: URL): Promise<URL> {
  const response = await fetch(page, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}

async function finish(jar: BrowserJar, back: URL): Promise<string> {
  const response = await jar.send(back.pathname + back.search);
  expect(response.status).toBe(302);
  return response.headers.get("location") ?? "";
}

async function signIn(jar = new BrowserJar(handleSignIn)): Promise<{ jar: BrowserJar; landed: string }> {
  return { jar, landed: await finish(jar, await consent(await start(jar))) };
}

async function session(jar: BrowserJar): Promise<Record<string, unknown>> {
  const response = await whoAmI(browserRequest("/api/session", { cookie: jar.header }), routeParams());
  return { status: response.status, ...((await response.json()) as object) };
}

const withoutSession = async (jar: BrowserJar) => expect(await session(jar)).toMatchObject({ status: 401 });

describe("signing in", () => {
  test("a person in a known group gets that role and lands where they wanted to go", async () => {
    const { jar, landed } = await signIn();
    expect(landed).toBe("/alerts");
    expect(await session(jar)).toMatchObject({ status: 200, name: "Alice", role: "on_call" });
    expect((await auditTrail(since)).map(({ action, detail }) => [action, detail.method])).toEqual([
      ["MEMBER_CREATED", "oidc"],
      ["LOGIN_SUCCESS", "oidc"],
    ]);
  });

  test("PKCE, state and nonce are sent, and the verifier is shown to the token endpoint only", async () => {
    const jar = new BrowserJar(handleSignIn);
    const page = await start(jar);
    expect(page.searchParams.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"]) expect(page.searchParams.get(name)).toMatch(/.{20,}/);
    expect(page.searchParams.get("scope")).toBe("openid email profile groups");
    expect(page.searchParams.get("redirect_uri")).toBe("http://127.0.0.1:3000/api/auth/callback/oidc");
    await finish(jar, await consent(page));
    expect(provider.tokenRequests.at(-1)?.get("code_verifier")).toMatch(/.{40,}/);
  });

  test("the same person is the same account, and their role follows their groups", async () => {
    await signIn();
    provider.claims = { ...provider.claims, email: "alice.new@example.test", groups: ["ops-admins", "sre"] };
    const { jar } = await signIn();
    expect(await session(jar)).toMatchObject({ role: "admin", email: "alice@example.test" });
    expect(await database.prisma.user.count({ where: { oidcSubject: "subject-1" } })).toBe(1);
    expect((await auditTrail(since)).find(({ action }) => action === "PERMISSION_CHANGE")).toMatchObject({
      detail: { before: { role: "on_call" }, after: { role: "admin" } },
    });
  });

  test("a group whose name holds separators", async () => {
    provider.claims = { ...provider.claims, sub: "subject-2", email: "carol@example.test", groups: ["ou=groups"] };
    expect(await session((await signIn()).jar)).toMatchObject({ role: "compliance" });
  });
});

describe("refusals", () => {
  test.each([
    ["no group", { groups: [] }],
    ["another group", { groups: ["staff", "SRE"] }],
    ["groups that are not a list", { groups: "sre" }],
    ["no e-mail address", { email: undefined }],
    ["an address that Unicode turns into another", { email: "a@x.com＠evil.com" }],
  ])("%s: no session, and the ledger says so", async (_name, claims) => {
    provider.claims = { ...provider.claims, sub: "stranger", ...claims };
    const { jar, landed } = await signIn();
    expect(landed).toBe("/sign-in?error=refused");
    await withoutSession(jar);
    expect(await auditTrail(since)).toMatchObject([{ action: "LOGIN_FAILURE", detail: { method: "oidc" } }]);
    expect(await database.prisma.user.count({ where: { oidcSubject: "stranger" } })).toBe(0);
  });

  test("A19 an address that a local account has is not linked to it", async () => {
    const email = "local.owner@example.test";
    await database.prisma.user.create({
      data: { email, name: "Owner", role: "admin", passwordHash: await hashPassword("correct horse battery") },
    });
    provider.claims = { sub: "attacker", email, groups: ["sre"] };
    const { jar, landed } = await signIn();
    expect(landed).toBe("/sign-in?error=refused");
    await withoutSession(jar);
    expect(await auditTrail(since)).toMatchObject([{ detail: { reason: "email_in_use" } }]);
  });

  test("a disabled member", async () => {
    provider.claims = { ...provider.claims, sub: "leaver", email: "leaver@example.test" };
    await signIn();
    await database.prisma.user.updateMany({ where: { oidcSubject: "leaver" }, data: { disabledAt: new Date() } });
    const { jar, landed } = await signIn();
    expect(landed).toBe("/sign-in?error=refused");
    await withoutSession(jar);
  });

  test.each([
    ["a token with another nonce", { nonce: "replayed" }],
    ["a token from another issuer", { issuer: "https://evil.test" }],
    ["a token for another client", { audience: "another-client" }],
    ["a token signed with an unknown key", { foreignKey: true }],
    ["an expired token", { expired: true }],
  ])("A04 %s", async (_name, faults) => {
    provider.faults = faults;
    const { jar, landed } = await signIn();
    expect(landed).toBe("/sign-in?error=sso");
    await withoutSession(jar);
    expect(await auditTrail(since)).toMatchObject([{ action: "LOGIN_FAILURE", detail: { reason: "protocol" } }]);
  });

  test("A14 an answer that this browser did not ask for: other state, other browser, no cookies, twice", async () => {
    const jar = new BrowserJar(handleSignIn);
    const back = await consent(await start(jar));
    const forged = new URL(back);
    forged.searchParams.set("state", "forged");
    expect(await finish(new BrowserJar(handleSignIn), back)).toBe("/sign-in?error=sso");
    const other = new BrowserJar(handleSignIn);
    await start(other);
    expect(await finish(other, back)).toBe("/sign-in?error=sso");
    const second = new BrowserJar(handleSignIn);
    const secondBack = await consent(await start(second));
    forged.searchParams.set("code", secondBack.searchParams.get("code") ?? "");
    expect(await finish(second, forged)).toBe("/sign-in?error=sso");
    const { jar: good } = await signIn();
    expect(await finish(good, secondBack)).toBe("/sign-in?error=sso");
  });

  test("an error of the provider is told without its words", async () => {
    const jar = new BrowserJar(handleSignIn);
    await start(jar);
    const back = new URL(
      "http://x/api/auth/callback/oidc?error=access_denied&error_description=<script>alert(1)</script>",
    );
    expect(await finish(jar, back)).toBe("/sign-in?error=sso");
  });

  test("A13 the way back is a path of the portal", async () => {
    for (const hostile of ["https://evil.test", "//evil.test", "/\\evil.test"]) {
      const jar = new BrowserJar(handleSignIn);
      expect(await finish(jar, await consent(await start(jar, hostile)))).toBe("/");
    }
  });
});

test("a provider that does not answer: 503 with a reason", async () => {
  const jar = new BrowserJar(handleSignIn);
  await provider.stop();
  const response = await jar.submit("/api/auth/signin/oidc", {});
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    error: "unavailable",
    detail: expect.stringContaining("Single sign-on"),
  });
});
