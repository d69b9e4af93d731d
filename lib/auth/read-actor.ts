import "server-only";
import { type Actor, ANONYMOUS } from "./actor";

/** PLACEHOLDER until the sign-in helper lands: resolves cookie, access token or machine token to an actor. */
export async function readActor(_request: Request, _now: Date): Promise<Actor> {
  return ANONYMOUS;
}
