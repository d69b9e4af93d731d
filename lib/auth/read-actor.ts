import "server-only";
import { type Actor, ANONYMOUS } from "./actor";
import { actorOfBearer } from "./bearer-actor";
import { actorOfSession } from "./session-actor";
import { cookieName, readCookies } from "./session-cookie";

/** Sent by requests a page makes on its own (refresh): they do not keep an idle session alive. */
export const AUTOMATIC_HEADER = "x-portal-automatic";

/**
 * Who asks: a bearer token decides alone when there is one (a bad one is nobody, whatever the cookie says),
 * else the session cookie. Tokens in the address are never looked at.
 */
export async function readActor(request: Pick<Request, "headers">, now: Date, automatic = false): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (authorization && /^bearer\b/i.test(authorization)) return (await actorOfBearer(authorization, now)) ?? ANONYMOUS;
  const cookie = readCookies(request.headers.get("cookie")).get(cookieName("session"));
  const byItself = automatic || request.headers.get(AUTOMATIC_HEADER) === "1";
  return (await actorOfSession(cookie, now, byItself)) ?? ANONYMOUS;
}
