import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asUnavailable } from "@/lib/db/as-unavailable";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { callerAddress } from "@/lib/http/caller-address";
import { callerAgent } from "@/lib/http/caller-agent";
import { PRIVATE_HEADERS, problemResponse } from "@/lib/http/problem";
import { readJson } from "@/lib/http/read-json";
import { refuseCrossSite } from "@/lib/http/same-origin";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { ANONYMOUS } from "./actor";
import { type AuthReply, type AuthRequest, runNextAuth } from "./next-auth-bridge";
import { nextAuthOptions, type SignInSteps } from "./next-auth-options";
import { recordDenial } from "./record-denial";
import { safePath } from "./safe-path";
import { cookieName, readCookies } from "./session-cookie";
import { countCrossSite } from "./sign-in-throttle";
import { recordOidcFailure, signInWithOidc } from "./sign-in-with-oidc";
import { credentialsSchema, signInWithPassword } from "./sign-in-with-password";

const log = loggerFor("auth");
const MAX_BODY_BYTES = 8 * 1024;

const startSchema = z.strictObject({ csrfToken: z.string().max(200), callbackUrl: z.string().max(4_000).optional() });
const passwordSchema = startSchema.extend({ email: z.string(), password: z.string() });

/**
 * The sign-in endpoints, all of them: GET csrf, POST callback/credentials, POST signin/oidc, GET callback/oidc.
 * The two POSTs take JSON and answer `{ url }`, a path of the portal or the identity provider's page. Everything
 * else next-auth would offer (session, signout, providers, its HTML pages) is not found here.
 */
export async function handleSignIn(request: Request): Promise<Response> {
  const ctx: RequestContext = {
    actor: ANONYMOUS,
    now: new Date(),
    requestId: randomUUID(),
    ip: callerAddress(request.headers),
    userAgent: callerAgent(request.headers),
  };
  try {
    const response = await route(ctx, request);
    for (const [name, value] of Object.entries(PRIVATE_HEADERS)) response.headers.set(name, value);
    response.headers.set("x-request-id", ctx.requestId);
    return response;
  } catch (error) {
    return refusal(asUnavailable(error), ctx, new URL(request.url).pathname);
  }
}

async function refusal(error: unknown, ctx: RequestContext, route: string): Promise<Response> {
  if (error instanceof PortalError) {
    if (error.code === "cross_site" && (await mayRecord(ctx))) await recordDenial(ctx, route, error);
    return problemResponse(error, ctx.requestId);
  }
  log.error({ err: error }, "unexpected error");
  return problemResponse(new PortalError("internal", `Quote the request id ${ctx.requestId}.`), ctx.requestId);
}

/** The request is refused in any case, so a database that is down only logs here. */
async function mayRecord(ctx: RequestContext): Promise<boolean> {
  return countCrossSite(ctx.ip, ctx.now).catch((error: unknown) => {
    log.error({ err: error }, "a denial could not be counted");
    return false;
  });
}

async function route(ctx: RequestContext, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /api/auth/csrf":
      return csrf(request);
    case "POST /api/auth/callback/credentials":
      return password(ctx, request);
    case "POST /api/auth/signin/oidc":
      return startOidc(request);
    case "GET /api/auth/callback/oidc":
      return finishOidc(ctx, request);
    default:
      throw new PortalError("not_found");
  }
}

/** No sign-in happens on this leg of the protocol. */
const NO_STEPS: SignInSteps = { password: async () => null, oidc: async () => null };

async function csrf(request: Request): Promise<Response> {
  const reply = await runNextAuth(plain(request, { action: "csrf", method: "GET" }), nextAuthOptions(NO_STEPS));
  return Response.json(reply.body, { headers: reply.headers });
}

async function password(ctx: RequestContext, request: Request): Promise<Response> {
  if (env().LOCAL_LOGIN !== "on") throw new PortalError("not_found");
  const body = await sameOriginBody(request, passwordSchema);
  const credentials = credentialsSchema.safeParse({ email: body.email, password: body.password });
  if (!credentials.success) throw new PortalError("bad_request", "Type an e-mail address and a password.");
  const outcome: { refusal?: unknown; reached: boolean } = { reached: false };
  const steps: SignInSteps = {
    ...NO_STEPS,
    // next-auth turns every error into a redirect: the real one is kept aside.
    password: async () => {
      outcome.reached = true;
      return signInWithPassword(ctx, credentials.data).catch((error: unknown) => {
        outcome.refusal = error;
        return null;
      });
    },
  };
  const { csrfToken, callbackUrl } = body;
  const auth: AuthRequest = plain(request, { action: "callback", provider: "credentials", method: "POST" });
  auth.body = { csrfToken, callbackUrl: safePath(callbackUrl), json: "true" };
  const reply = await runNextAuth(auth, nextAuthOptions(steps));
  if (!outcome.reached) throw new PortalError("cross_site", "This form is too old. Load the page again.");
  if (outcome.refusal) throw outcome.refusal;
  return Response.json({ url: safePath(callbackUrl) }, { headers: reply.headers });
}

async function startOidc(request: Request): Promise<Response> {
  if (!env().OIDC_ISSUER) throw new PortalError("not_found");
  const { csrfToken, callbackUrl } = await sameOriginBody(request, startSchema);
  const auth = plain(request, { action: "signin", provider: "oidc", method: "POST" });
  auth.body = { csrfToken, callbackUrl: safePath(callbackUrl), json: "true" };
  const reply = await runNextAuth(auth, nextAuthOptions(NO_STEPS));
  const { url } = z.object({ url: z.url() }).parse(reply.body);
  if (url.includes("/api/auth/signin?csrf"))
    throw new PortalError("cross_site", "This form is too old. Load the page again.");
  if (url.startsWith(`${env().PORTAL_URL.replace(/\/$/, "")}/`))
    throw new PortalError("unavailable", "Single sign-on does not answer. Try again in a minute.", {}, 30);
  return Response.json({ url }, { headers: reply.headers });
}

async function finishOidc(ctx: RequestContext, request: Request): Promise<Response> {
  if (!env().OIDC_ISSUER) throw new PortalError("not_found");
  let reached = false;
  const steps: SignInSteps = {
    ...NO_STEPS,
    oidc: async (claims) => {
      reached = true;
      return signInWithOidc(ctx, claims).catch((error: unknown) => {
        if (!(error instanceof PortalError)) log.error({ err: error }, "single sign-on failed");
        return null;
      });
    },
  };
  const reply = await runNextAuth(
    plain(request, { action: "callback", provider: "oidc", method: "GET" }),
    nextAuthOptions(steps),
  );
  const ok = reply.headers.getSetCookie().some((cookie) => cookie.startsWith(`${cookieName("session")}=ey`));
  if (!ok && !reached) await recordOidcFailure(ctx, "protocol");
  const headers = new Headers();
  for (const cookie of reply.headers.getSetCookie()) headers.append("set-cookie", cookie);
  headers.set("location", ok ? landing(reply) : `/sign-in?error=${reached ? "refused" : "sso"}`);
  return new Response(null, { status: 302, headers });
}

/** The path next-auth was told to return to, which its cookie carried. */
function landing(reply: AuthReply): string {
  const location = reply.headers.get("location") ?? "/";
  return safePath(URL.canParse(location) ? location.slice(new URL(location).origin.length) : location);
}

async function sameOriginBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  refuseCrossSite(request, new URL(env().PORTAL_URL).origin);
  const parsed = schema.safeParse(await readJson(request, MAX_BODY_BYTES));
  if (!parsed.success) throw new PortalError("bad_request", "The form is not complete.");
  return parsed.data;
}

/** What next-auth may see: its own cookies, and the query only where the identity provider answers. */
function plain(request: Request, leg: Pick<AuthRequest, "action" | "provider" | "method">): AuthRequest {
  const url = new URL(request.url);
  const cookies = readCookies(request.headers.get("cookie"));
  const callback = cookies.get(cookieName("callback"));
  // next-auth answers 500 to an address it cannot parse; the cookie is only ours when it names this portal.
  if (callback && !callback.startsWith(`${new URL(env().PORTAL_URL).origin}/`)) cookies.delete(cookieName("callback"));
  const query = leg.action === "callback" && leg.method === "GET" ? Object.fromEntries(url.searchParams) : {};
  delete query.callbackUrl;
  return { ...leg, query, cookies: Object.fromEntries(cookies) };
}
