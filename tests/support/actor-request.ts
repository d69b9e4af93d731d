import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Role } from "@/lib/auth/permissions";
import { cookieName } from "@/lib/auth/session-cookie";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";

export interface SignedInPerson {
  userId: string;
  email: string;
  sessionId: string;
  /** The Cookie header of the session. */
  cookie: string;
}

/** A person of this role with an open session in the database. */
export async function signInAs(
  role: Role,
  session: { lastSeenAt?: Date; expiresAt?: Date } = {},
): Promise<SignedInPerson> {
  const client = await db();
  const email = `${role}.${randomUUID().slice(0, 8)}@example.test`;
  const user = await client.user.create({ data: { email, name: `Test ${role}`, role } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const row = await client.session.create({ data: { userId: user.id, method: "password", expiresAt, ...session } });
  return { userId: user.id, email, sessionId: row.id, cookie: await sessionCookie({ sid: row.id }) };
}

/** The Cookie header that the portal would have set for these claims. */
export async function sessionCookie(
  claims: Record<string, unknown>,
  { secret = env().PORTAL_SECRET, maxAge = 3_600 } = {},
): Promise<string> {
  return `${cookieName("session")}=${await encode({ token: claims, secret, maxAge })}`;
}

/** A request as a browser on the portal's own pages sends it; `json` becomes the body. */
export function browserRequest(
  path: string,
  options: { method?: string; cookie?: string; headers?: Record<string, string>; json?: unknown } = {},
): Request {
  const { origin } = new URL(env().PORTAL_URL);
  const headers = new Headers({ "sec-fetch-site": "same-origin", origin, ...options.headers });
  if (options.cookie) headers.set("cookie", options.cookie);
  if (options.json !== undefined) headers.set("content-type", "application/json");
  return new Request(new URL(path, origin), {
    method: options.method ?? "GET",
    headers,
    ...(options.json !== undefined ? { body: JSON.stringify(options.json) } : {}),
  });
}

/** What Next passes a route handler beside the request. */
export function routeParams(params: Record<string, string> = {}): { params: Promise<Record<string, string>> } {
  return { params: Promise.resolve(params) };
}
