import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { loggerFor } from "@/lib/telemetry/logger";
import { safePath } from "./safe-path";
import { cookieName, cookieOptions } from "./session-cookie";

const log = loggerFor("auth");
const FLOW_SECONDS = 15 * 60;

type Claims = Record<string, unknown>;

/** What decides who gets in: each returns the id of the session it opened, or null. */
export interface SignInSteps {
  password(credentials: unknown): Promise<string | null>;
  oidc(claims: Claims): Promise<string | null>;
}

/** next-auth runs the protocols (CSRF, OIDC, encrypted cookies); accounts and sessions are the portal's own. */
export function nextAuthOptions(steps: SignInSteps): AuthOptions {
  let sessionId: string | null = null;
  const password = async (credentials: unknown) => {
    sessionId = await steps.password(credentials);
    return sessionId ? { id: sessionId } : null;
  };
  const settings = env();
  const maxAge = Math.round(settings.SESSION_ABSOLUTE_HOURS * 3_600);
  return {
    secret: settings.PORTAL_SECRET,
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      ...(settings.LOCAL_LOGIN === "on"
        ? [CredentialsProvider({ id: "credentials", credentials: {}, authorize: password })]
        : []),
      ...(settings.OIDC_ISSUER ? [oidcProvider(settings.OIDC_ISSUER)] : []),
    ],
    cookies: cookies(),
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.type === "oauth") sessionId = await steps.oidc((profile ?? {}) as Claims);
        return sessionId !== null;
      },
      // The cookie holds the session's id and nothing else: role and state are read from the database every time.
      jwt: () => ({ sid: sessionId }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    logger: {
      error: (code, metadata) => log.warn({ code, reason: reasonOf(metadata) }, "sign-in did not succeed"),
      warn: (code) => log.warn({ code }, "sign-in library"),
      debug: () => {},
    },
  };
}

function oidcProvider(issuer: string): OAuthConfig<Claims> {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SCOPES } = env();
  return {
    id: "oidc",
    name: "OpenID Connect",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: OIDC_SCOPES } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: 10_000 },
    profile: (claims) => ({ id: String(claims.sub) }),
  };
}

function cookies(): AuthOptions["cookies"] {
  const flow = { ...cookieOptions(), maxAge: FLOW_SECONDS };
  return {
    sessionToken: { name: cookieName("session"), options: cookieOptions() },
    csrfToken: { name: cookieName("csrf"), options: cookieOptions() },
    callbackUrl: { name: cookieName("callback"), options: flow },
    pkceCodeVerifier: { name: cookieName("pkce"), options: flow },
    state: { name: cookieName("state"), options: flow },
    nonce: { name: cookieName("nonce"), options: flow },
  };
}

/** The message alone: the rest of an OIDC error may hold codes and tokens. */
function reasonOf(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | undefined)?.error;
  return error instanceof Error ? error.message.slice(0, 300) : "unknown";
}
