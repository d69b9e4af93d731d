import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as whoAmI } from "@/app/api/session/route";
import { handleSignIn } from "@/lib/auth/handle-sign-in";
import { hashPassword } from "@/lib/auth/password";
import { browserRequest, routeParams } from "../support/actor-request";
import { BrowserJar } from "../support/browser-jar";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

process.env.PORTAL_URL = "https://portal.example.test";
process.env.OIDC_ISSUER = "https://identity.example.test";
process.env.OIDC_CLIENT_ID = "portal";
process.env.OIDC_CLIENT_SECRET = "client-secret";

const PASSWORD = "correct horse battery staple";
let database: ScratchDatabase;

beforeAll(async () => {
  database = await openScratchDatabase();
  const passwordHash = await hashPassword(PASSWORD);
  await database.prisma.user.create({
    data: { email: "tls@example.test", name: "Over TLS", role: "product", passwordHash },
  });
});
afterAll(() => database.close());

test("A17 over TLS every cookie is __Host-, Secure, HttpOnly, for the whole site and no other", async () => {
  const jar = new BrowserJar(handleSignIn);
  const form = await jar.send("/api/auth/csrf");
  const response = await jar.submit("/api/auth/callback/credentials", {
    email: "tls@example.test",
    password: PASSWORD,
  });
  const lines = [...form.headers.getSetCookie(), ...response.headers.getSetCookie()];
  expect(lines.map((line) => line.split("=")[0])).toContain("__Host-portal.session");
  for (const line of lines) {
    expect(line).toMatch(/^__Host-portal\./);
    for (const flag of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(line.split("; ")).toContain(flag);
    expect(line).not.toContain("Domain");
  }
  const session = await whoAmI(browserRequest("/api/session", { cookie: jar.header }), routeParams());
  expect(session.status).toBe(200);
});

test("A17 a session under the name without the prefix is not looked at", async () => {
  const jar = new BrowserJar(handleSignIn);
  await jar.submit("/api/auth/callback/credentials", { email: "tls@example.test", password: PASSWORD });
  const renamed = `portal.session=${jar.cookies.get("__Host-portal.session")}`;
  expect((await whoAmI(browserRequest("/api/session", { cookie: renamed }), routeParams())).status).toBe(401);
});
