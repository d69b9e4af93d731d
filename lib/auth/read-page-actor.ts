import "server-only";
import { cookies } from "next/headers";
import { type Actor, ANONYMOUS } from "./actor";
import { actorOfSession } from "./session-actor";
import { cookieName } from "./session-cookie";

/** As `readActor`, for server components: pages are opened with a session cookie only. */
export async function readPageActor(): Promise<{ actor: Actor; hadCookie: boolean }> {
  const cookie = (await cookies()).get(cookieName("session"))?.value;
  const actor = await actorOfSession(cookie, new Date());
  return { actor: actor ?? ANONYMOUS, hadCookie: cookie !== undefined };
}
